"""A Whisper model's folder: named, filled by hand, in the hub's cache, or fetched now.

Called by `asr/engines/whisper.py`.  The hub is asked only for what is not here.  `HF_ENDPOINT` (a mirror),
`HF_HOME` (the cache) and `HF_TOKEN` are the hub library's own business: it reads them when it is imported.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Without a tokenizer.json of its own faster-whisper would look one up on the hub at every start."""
_WANTED = [*NEEDED, "preprocessor_config.json", "vocabulary.*"]

Progress = Callable[[int, int], None]
"""Told bytes had and bytes in all, whenever some have come."""


class NotFetched(Exception):
    """The model could not be had; the message says why."""


def found(model: str, repository: str | None, folder: Path | None) -> Path | None:
    """Where the model lies on this machine; None where it does not.  Nothing is asked of any server.

    `model` may be a folder; `folder / model` may have been filled by hand; else `repository` is looked for
    in the cache (`folder`, or the hub library's own).
    """
    by_hand = [Path(model), *([folder / model] if folder else [])]
    here = next((path for path in by_hand if path.is_dir()), None)
    if here or repository is None:
        return here
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        cached = Path(snapshot_download(repository, cache_dir=folder, local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None
    return cached if not missing(cached) else None


def missing(folder: Path) -> list[str]:
    """The files that a model can't be without and that `folder` does not hold."""
    return [name for name in NEEDED if not (folder / name).is_file()]


def fetch(repository: str, folder: Path | None, hub: str | None, progress: Progress) -> Path:
    """Fetch the model into the cache; goes on where an earlier try broke off.  Raises `NotFetched`.

    `hub` is the address of a mirror, None for what `HF_ENDPOINT` names, or the hub itself.
    """
    from huggingface_hub import snapshot_download

    try:
        fetched = snapshot_download(
            repository,
            cache_dir=folder,
            endpoint=hub,
            allow_patterns=_WANTED,
            tqdm_class=_counter(progress),
        )
    # What the library lets through: its own errors are OSErrors or ValueErrors, httpx2's are RuntimeErrors
    # or have a base of their own.
    except (OSError, ValueError, RuntimeError, _http_error()) as error:
        raise NotFetched(_in_short(error)) from error
    if lacking := missing(Path(fetched)):
        raise NotFetched(f"{repository} holds no {lacking[0]}: it is no CTranslate2 Whisper model")
    return Path(fetched)


def _http_error() -> type[Exception]:
    import httpx2

    error: type[Exception] = httpx2.HTTPError
    return error


def _in_short(error: BaseException) -> str:
    """The reason in one line; the library wraps a refused connection three deep."""
    innermost = error
    while innermost.__cause__ is not None:
        innermost = innermost.__cause__
    words = str(innermost).partition("For more information")[0]
    return " ".join(f"{type(innermost).__name__}: {words}".split())[:200]


def _counter(progress: Progress) -> type[Any]:
    """What the hub library takes for its bars: draws nothing, tells `progress` of bytes, from any thread."""
    from tqdm import tqdm

    lock = threading.Lock()
    most = [0]

    class Bytes(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            self.counts = options.get("unit") == "B"
            super().__init__(*args, **{**options, "disable": True})

        def update(self, n: float | None = 1) -> None:
            with lock:
                self.n += n or 0
                if self.counts and self.total and self.n > most[0]:
                    most[0] = self.n
                    progress(int(self.n), int(self.total))

    return Bytes
