"""Plug-ins are found by file name and loaded when asked for: `ocr/engines/paddleocr.py` is `paddleocr`."""

import importlib
import pkgutil
from types import ModuleType

from chatmine.errors import WrongCall


def names(package: str) -> list[str]:
    """The plug-ins in `package` (`"ocr.engines"`), in order of their names; imports none of them."""
    folder = importlib.import_module(package)
    return sorted(found.name for found in pkgutil.iter_modules(folder.__path__))


def load(package: str, name: str) -> ModuleType:
    """The plug-in called `name`; raises `WrongCall` with the names that exist."""
    known = names(package)
    if name not in known:
        kind = package.replace(".", " ").rstrip("s")
        raise WrongCall(
            "unknown_" + kind.split()[-1],
            f"there is no {kind} called {name!r}",
            f"one of: {', '.join(known)}",
        )
    return importlib.import_module(f"{package}.{name}")
