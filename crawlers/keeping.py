"""What gathering needs of the store, and no more: the store offers it, tests hand in a small one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chatmine.errors import ChatmineError
from chatmine.records import Media, Post

Look = Callable[[Path], Media]
"""What a file is by its content; raises `Unreadable` for what is neither picture nor video."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFile:
    """One downloaded file at a temporary `path`, to be moved from there; `alt` is what it is said to show."""

    path: Path
    media: Media
    url: str | None = None
    alt: str | None = None


class Keeper(Protocol):
    """Where posts and files go.  Every call is whole or not at all, and stands when it returns."""

    def knows_post(self, post_id: str) -> bool:
        """Whether this post has been saved."""
        ...

    def taken_down(self, post_id: str) -> bool:
        """Whether this post must stay out."""
        ...

    def save_post(self, post: Post, files: Sequence[SavedFile]) -> bool:
        """Keep a post with its files in order; True when it is new."""
        ...

    def author_hash(self, platform: str, handle: str) -> str:
        """The keyed hash that stands for an author."""
        ...

    def save_failure(self, stage: str, post: str | None, media: str | None, error: ChatmineError) -> None:
        """Note what could not be done; `media` is a hash, or the address of a file or page."""
        ...

    def save_success(self, stage: str, post: str | None, media: str | None) -> None:
        """Take back such a note: it has been done since."""
        ...

    def save_refusal(self, platform: str, host: str, kind: str, way_out: str) -> None:
        """Count a refusal."""
        ...

    def files_folder(self) -> Path:
        """A folder for temporary files, on the disk where files are kept."""
        ...
