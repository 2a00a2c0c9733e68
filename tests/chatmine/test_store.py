"""The store keeps what it was given, through crashes, full disks and second writers."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from chatmine.errors import CannotWork, Unreadable, WrongCall
from chatmine.records import Box, Conversation, Evidence, Line, Media, Pair, Post, Reading, Span, Turn
from chatmine.store import Store, migrations
from chatmine.store.database import in_our_words
from chatmine.store.files import hash_of
from chatmine.store.posts import Shared

SHA = "a" * 64
OTHER = "b" * 64


def _post(number: int = 1) -> Post:
    return Post(
        platform="mastodon",
        platform_id=f"m.example/{number}",
        text="看看",
        author="hash",
        url=f"https://m.example/{number}",
    )


def _media(sha256: str = SHA) -> Media:
    return Media(sha256=sha256, kind="picture", mime="image/png", size=3, width=10, height=20)


def _reading(sha256: str = SHA, version: str = "1") -> Reading:
    line = Line(text="你好", box=Box(1, 2, 30, 10), confidence=0.9)
    return Reading(media=sha256, engine="test", version=version, width=10, height=20, lines=(line,))


def _turn(role: str, text: str) -> Turn:
    evidence = Evidence(span=Span(0, len(text)), media=SHA, box=Box(1, 2, 30, 10))
    return Turn(role=role, text=text, confidence=0.9, evidence=(evidence,))  # type: ignore[arg-type]


def _found(post: str, question: str = "一加一？") -> tuple[Conversation, list[Pair]]:
    turns = (_turn("user", question), _turn("assistant", "二"))
    conversation = Conversation(
        post=post, number=0, media=(SHA,), turns=turns, assistant="chatgpt", language="zh"
    )
    return conversation, [
        Pair(conversation=conversation.id, number=0, position=0, question=turns[0], answer=turns[1])
    ]


def _filled(folder: Path) -> Store:
    store = Store(folder, writing=True)
    store.posts.save_media(_media())
    store.posts.save(_post(), [Shared(media=SHA, url="https://m.example/1.png", alt="截图")])
    return store


def test_a_post_comes_back_with_its_files_in_order(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        assert store.posts.get("mastodon:m.example/1") == _post()
        assert store.posts.shared_by("mastodon:m.example/1") == [
            Shared(media=SHA, url="https://m.example/1.png", alt="截图")
        ]
        assert store.posts.found("url", "https://m.example/1.png") == ["mastodon:m.example/1"]
        assert store.posts.counts() == (1, 1)


def test_reading_a_workspace_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongCall) as raised:
        Store(tmp_path / "none")
    assert "chatmine import" in raised.value.way_out


def test_a_file_without_a_reading_or_failure_is_missing(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        assert store.readings.missing("read") == [SHA]
        store.readings.save(_reading(), "read")
        assert store.readings.missing("read") == []
        assert store.readings.outdated("read", "test", "2") == [SHA]
        store.readings.save(_reading(version="2"), "read")
        assert store.readings.outdated("read", "test", "2") == []
        assert [reading.version for reading in store.readings.of(SHA)] == ["2"]


def test_a_post_is_paired_once_per_new_reading(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        assert store.conversations.unpaired() == []
        store.readings.save(_reading(), "read")
        assert store.conversations.unpaired() == ["mastodon:m.example/1"]
        store.conversations.save("mastodon:m.example/1", [_found("mastodon:m.example/1")], "1")
        assert store.conversations.unpaired() == []
        store.readings.save(_reading(version="2"), "read")
        assert store.conversations.unpaired() == ["mastodon:m.example/1"]


def test_a_post_that_gets_a_file_which_was_read_before_is_paired_anew(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        store.readings.save(_reading(), "read")
        store.posts.save_media(_media(OTHER))
        store.posts.save(_post(2), [Shared(media=OTHER)])
        store.readings.save(_reading(OTHER), "read")
        for post in store.conversations.unpaired():
            store.conversations.mark_paired(post, "1")
        store.posts.save(_post(2), [Shared(media=OTHER)])
        assert store.conversations.unpaired() == []
        store.posts.save(_post(2), [Shared(media=OTHER), Shared(media=SHA)])
        assert store.conversations.unpaired() == [_post(2).id]


def test_a_post_waits_until_all_its_files_were_tried(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        store.posts.save_media(_media(OTHER))
        store.posts.save(_post(), [Shared(media=SHA), Shared(media=OTHER)])
        store.readings.save(_reading(), "read")
        assert store.conversations.unpaired() == []
        store.notes.fail("read", _post().id, OTHER, CannotWork("x", "broken"))
        assert store.conversations.unpaired() == [_post().id]


def test_every_change_of_a_pair_is_a_new_change(tmp_path: Path) -> None:
    post = _post().id
    with _filled(tmp_path) as store:
        store.conversations.save(post, [_found(post)], "1")
        first = store.conversations.last_change()
        assert [pair for _, pair in store.conversations.changed(0, 10)] == [f"{post}~0.0"]
        store.conversations.save(post, [], "1")
        assert store.conversations.changes_after(first) == 1
        assert store.conversations.pair(f"{post}~0.0") is None
        assert store.conversations.counts() == (0, 0)
        assert [c.number for c in store.conversations.of_post(post, retired=True)] == [0]


def test_flags_are_counted_over_what_is_not_retired(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        for number, flags in enumerate((("cut", "joined"), ("cut",), ("gone",))):
            conversation, pairs = _found(f"file:{number}")
            store.conversations.save(f"file:{number}", [(replace(conversation, flags=flags), pairs)], "1")
        store.conversations.save("file:2", [], "1")
        assert store.conversations.flags() == {"cut": 2, "joined": 1}


def test_emptied_pairs_leave_no_text_in_the_file(tmp_path: Path) -> None:
    post = _post().id
    with _filled(tmp_path) as store:
        store.conversations.save(post, [_found(post, "一个要消失的秘密问题")], "1")
        store.conversations.empty(f"{post}~0", [])
        assert store.conversations.get(f"{post}~0") is None
    held = b"".join(path.read_bytes() for path in tmp_path.glob("store.sqlite*"))
    assert "要消失的秘密".encode() not in held


def test_authors_are_keyed_by_the_workspace(tmp_path: Path) -> None:
    with Store(tmp_path / "one", writing=True) as one, Store(tmp_path / "two", writing=True) as two:
        same = one.posts.author_hash("weibo", "小雨")
        assert same == one.posts.author_hash("weibo", "小雨")
        assert same != two.posts.author_hash("weibo", "小雨")
        assert "小雨" not in same


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with Store(tmp_path, writing=True):
        with pytest.raises(CannotWork) as raised:
            Store(tmp_path, writing=True, wait=0.2)
        assert raised.value.code == "workspace_busy"
        with Store(tmp_path) as reading:
            assert reading.posts.counts() == (0, 0)


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for folder in (blocked, blocked / "workspace", Path("/proc/workspace")):
        with pytest.raises(CannotWork) as raised:
            Store(folder, writing=True)
        assert raised.value.way_out


def test_a_full_disk_is_a_clear_error_and_loses_nothing(tmp_path: Path) -> None:
    with _filled(tmp_path) as store:
        pages = store.database.number("PRAGMA page_count")
        store.database.run(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CannotWork) as raised:
            store.posts.save(Post(platform="file", platform_id="big", text="x" * 1_000_000), [])
        assert raised.value.code == "disk_full"
        assert store.posts.counts() == (1, 1)


def test_trouble_on_a_disk_without_room_is_the_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, code in ((0, "disk_full"), (2**30, "store")):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        with pytest.raises(CannotWork) as raised, in_our_words(tmp_path / "store.sqlite"):
            raise sqlite3.OperationalError("disk I/O error")
        assert raised.value.code == code


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CannotWork) as raised:
        Store(tmp_path)
    assert raised.value.code == "store_damaged"


def test_killed_at_any_moment_nothing_finished_is_lost(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from chatmine.records import Media, Post
        from chatmine.store import Store
        from chatmine.store.posts import Shared
        with Store(Path(sys.argv[1]), writing=True) as store:
            for number in range(100000):
                with store.transaction():
                    sha = f"{number:064}"
                    png = {"kind": "picture", "mime": "image/png", "size": 1, "width": 1, "height": 1}
                    store.posts.save_media(Media(sha256=sha, **png))
                    store.posts.save(Post(platform="file", platform_id=str(number)), [Shared(media=sha)])
                print(number, flush=True)
        """
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    last = -1
    for line in child.stdout:
        last = int(line)
        if last >= 40:
            break
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    with Store(tmp_path, writing=True, wait=1) as store:
        posts, media = store.posts.counts()
        assert posts == media >= last + 1
        assert store.database.one("PRAGMA integrity_check") == "ok"


def test_files_are_named_by_what_they_hold_and_leftovers_are_swept(tmp_path: Path) -> None:
    mine = tmp_path / "mine.png"
    mine.write_bytes(b"abc")
    with Store(tmp_path / "w", writing=True) as store:
        sha256 = hash_of(mine)
        store.files.take(mine, sha256, copy=True)
        assert mine.exists()
        assert store.files.path(sha256).read_bytes() == b"abc"
        (store.files.room() / "half").write_bytes(b"ab")
    with Store(tmp_path / "w", writing=True) as store:
        assert not store.files.incoming.exists()
        assert store.files.path(sha256).exists()


def test_a_file_that_changes_or_goes_while_it_is_copied_is_not_kept(tmp_path: Path) -> None:
    mine = tmp_path / "mine.png"
    mine.write_bytes(b"abc and what came later")
    with Store(tmp_path / "w", writing=True) as store:
        for source in (mine, tmp_path / "gone.png"):
            with pytest.raises(Unreadable, match="changed"):
                store.files.take(source, SHA, copy=True)
        assert not store.files.path(SHA).exists()
        assert not list(store.files.incoming.iterdir())


def test_migrations_run_once_and_an_unknown_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, writing=True).close()
    Store(tmp_path, writing=True).close()
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        assert migrations.version_of(raw) == len(migrations.STEPS)
        raw.execute("PRAGMA user_version = 999")
    with pytest.raises(CannotWork) as raised:
        Store(tmp_path)
    assert raised.value.code == "workspace_version"


def test_looking_for_work_in_a_large_workspace_is_quick_enough_to_be_asked_each_time(tmp_path: Path) -> None:
    with Store(tmp_path, writing=True) as store, store.transaction():
        for number in range(1000):
            sha = f"{number:064}"
            store.posts.save_media(_media(sha))
            store.posts.save(_post(number), [Shared(media=sha)])
            store.readings.save(_reading(sha), "read")
            store.conversations.mark_paired(_post(number).id, "1")
    steps = 0

    with Store(tmp_path) as store:
        connection = store.database._connection

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.set_progress_handler(count, 1000)
        assert store.conversations.unpaired() == []
        assert store.readings.missing("read") == []
    # Thousands of instructions of SQLite's machine: linear in the posts, not quadratic.
    assert steps < 500


def test_a_store_where_nothing_can_be_made_beside_it_is_read_as_it_stands(tmp_path: Path) -> None:
    with Store(tmp_path, writing=True) as store:
        store.posts.save(_post(), [])
    (tmp_path / "store.sqlite-shm").mkdir()  # so SQLite can't make the file of this name
    with Store(tmp_path) as store:
        assert store.posts.get(_post().id)
