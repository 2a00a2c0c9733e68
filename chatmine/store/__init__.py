"""Posts, files, readings, conversations and what went wrong: one SQLite file beside a folder of bytes."""

from chatmine.store.workspace import Store

__all__ = ["Store"]
