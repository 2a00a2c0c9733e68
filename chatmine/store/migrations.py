"""The numbered steps that bring a workspace's database to today's shape; each runs once, in a transaction.

Add a step at the end; never change one that has been released.  `PRAGMA user_version` holds how many ran.
Records are JSON of `chatmine.records`; the columns beside them are what is asked for.
"""

import sqlite3
from collections.abc import Callable


def m001_initial(database: sqlite3.Connection) -> None:
    """Posts, media, readings, conversations, pairs, and what went wrong or went out."""
    for statement in _INITIAL.split(";"):
        database.execute(statement)


_INITIAL = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE posts (id TEXT PRIMARY KEY, author TEXT, url TEXT, record BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX posts_by_author ON posts (author);
CREATE INDEX posts_by_url ON posts (url);
CREATE TABLE media (sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE post_media (
    post TEXT NOT NULL, place INTEGER NOT NULL, media TEXT NOT NULL, url TEXT, alt TEXT,
    PRIMARY KEY (post, place)) WITHOUT ROWID;
CREATE INDEX post_media_by_media ON post_media (media);
CREATE TABLE readings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, media TEXT NOT NULL, stage TEXT NOT NULL, engine TEXT NOT NULL,
    version TEXT NOT NULL, record BLOB NOT NULL, UNIQUE (media, stage, engine, version));
CREATE TABLE paired (post TEXT PRIMARY KEY, upto INTEGER NOT NULL, version TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, post TEXT NOT NULL, number INTEGER NOT NULL, retired INTEGER NOT NULL DEFAULT 0,
    record BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX conversations_by_post ON conversations (post);
CREATE TABLE pairs (
    id TEXT PRIMARY KEY, conversation TEXT NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0, record BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX pairs_by_conversation ON pairs (conversation);
CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, pair TEXT NOT NULL UNIQUE);
CREATE TABLE failures (
    stage TEXT NOT NULL, post TEXT NOT NULL, media TEXT NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (stage, post, media)) WITHOUT ROWID;
CREATE TABLE refusals (
    platform TEXT NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
    way_out TEXT NOT NULL,
    PRIMARY KEY (platform, host, kind)) WITHOUT ROWID;
CREATE TABLE crawls (seq INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE exports (seq INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE exported (
    export INTEGER NOT NULL, conversation TEXT NOT NULL, row TEXT NOT NULL, hash TEXT NOT NULL,
    pairs BLOB NOT NULL);
CREATE INDEX exported_by_conversation ON exported (conversation);
CREATE TABLE takedowns (
    kind TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE TABLE taken_spots (media TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX taken_spots_by_media ON taken_spots (media)
"""

STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (m001_initial,)


def migrate(database: sqlite3.Connection) -> None:
    """Run the steps that have not run yet."""
    done = version_of(database)
    for number, step in enumerate(STEPS[done:], start=done + 1):
        database.execute("BEGIN IMMEDIATE")
        try:
            step(database)
            database.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


def version_of(database: sqlite3.Connection) -> int:
    """How many steps have run on this database."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])
