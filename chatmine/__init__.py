"""What all stages share; and `chatmine.load`, for notebooks, which comes with pandas only when asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatmine.loading import load as load


def __getattr__(name: str) -> object:
    if name == "load":
        from chatmine.loading import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
