"""What is taken down leaves the store and the files, and stays out when it is read or shared again."""

from dataclasses import replace
from pathlib import Path

import pytest

from chatmine.errors import Unreadable
from chatmine.keeping import Keeper
from chatmine.records import (
    Attachment,
    Box,
    Conversation,
    Evidence,
    Line,
    Media,
    Pair,
    Post,
    Reading,
    Span,
    Turn,
)
from chatmine.store import Store
from chatmine.store.files import hash_of
from chatmine.store.ledger import ExportedRow
from chatmine.store.posts import Shared
from chatmine.takedown import Removed, take_down, without_spots
from crawlers.keeping import SavedFile

ROWS = (("user", "第一问"), ("assistant", "第一答"), ("user", "第二问"), ("assistant", "第二答"))


def _look(path: Path) -> Media:
    data = path.read_bytes()
    if not data.startswith(b"picture"):
        raise Unreadable("not_media", "no picture", "share a picture")
    return Media(
        sha256=hash_of(path), kind="picture", mime="image/png", size=len(data), width=100, height=100
    )


def _keep(store: Store, number: int, data: bytes) -> bool:
    path = store.files.room() / "coming"
    path.write_bytes(data)
    post = Post(platform="weibo", platform_id=str(number), author=store.posts.author_hash("weibo", "小雨"))
    return Keeper(store, "crawl").save_post(post, [SavedFile(path=path, media=_look(path))])


def _line(row: int) -> Line:
    return Line(text=ROWS[row][1], box=Box(10, 20 * row, 60, 16), confidence=0.9)


def _read(store: Store, media: str) -> None:
    lines = tuple(_line(row) for row in range(len(ROWS)))
    reading = Reading(media=media, engine="test", version="1", width=100, height=100, lines=lines)
    store.readings.save(without_spots(reading, store.ledger.taken_spots(media)), "read")


def _pair(store: Store, post: str) -> None:
    """Pairing for tests: the lines of all files, turn about."""
    readings = [r for shared in store.posts.shared_by(post) for r in store.readings.of(shared.media)]
    turns = tuple(
        Turn(
            role="user" if "问" in line.text else "assistant",
            text=line.text,
            confidence=0.9,
            evidence=(Evidence(span=Span(0, len(line.text)), media=reading.media, box=line.box),),
        )
        for reading in readings
        for line in reading.lines
    )
    if not turns:
        store.conversations.save(post, [], "test")
        return
    media = tuple(reading.media for reading in readings)
    conversation = Conversation(post=post, number=0, media=media, turns=turns)
    pairs = [
        Pair(
            conversation=conversation.id, number=int(q.text == "第二问"), position=place, question=q, answer=a
        )
        for place, (q, a) in enumerate(zip(turns[::2], turns[1::2], strict=True))
    ]
    store.conversations.save(post, [(conversation, pairs)], "test")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "w", writing=True)
    for number, data in ((1, b"picture one"), (2, b"picture two"), (3, b"picture two")):
        assert _keep(store, number, data)
        for shared in store.posts.shared_by(f"weibo:{number}"):
            _read(store, shared.media)
        _pair(store, f"weibo:{number}")
    return store


def _down(store: Store, kind: str, value: str, *, with_duplicates: bool = False) -> Removed:
    done = take_down(
        store, kind, value, repair=_pair, write_patch=lambda *_: None, with_duplicates=with_duplicates
    )
    return done.removed


def _media_of(store: Store, post: str) -> str:
    return store.posts.shared_by(post)[0].media


def test_a_post_goes_with_its_file_and_neither_comes_back(store: Store) -> None:
    media = _media_of(store, "weibo:1")
    assert _down(store, "post", "weibo:1") == Removed(posts=1, media=1, conversations=1, pairs=2)
    assert not store.files.path(media).exists()
    assert not _keep(store, 1, b"picture one")
    _keep(store, 9, b"picture one")
    assert store.posts.shared_by("weibo:9") == []
    assert store.ledger.is_taken_down("conversation", "weibo:1~0")


def test_a_file_that_another_post_shares_stays_with_that_post(store: Store) -> None:
    media = _media_of(store, "weibo:2")
    done = take_down(store, "post", "weibo:2", repair=_pair, write_patch=lambda *_: None)
    assert done.removed == Removed(posts=1, media=0, conversations=1, pairs=2)
    assert done.duplicates == ("weibo:3~0",)
    assert store.files.path(media).exists()


def test_with_duplicates_they_go_too(store: Store) -> None:
    assert _down(store, "post", "weibo:2", with_duplicates=True).conversations == 2


def test_a_file_goes_from_every_post(store: Store) -> None:
    media = _media_of(store, "weibo:2")
    assert _down(store, "media", media) == Removed(posts=0, media=1, conversations=2, pairs=4)
    assert not store.files.path(media).exists()


def test_a_pair_goes_with_its_spot_and_stays_out_when_the_file_is_read_again(store: Store) -> None:
    media = _media_of(store, "weibo:1")
    assert _down(store, "pair", "weibo:1~0.0") == Removed(pairs=1)
    assert [p.id for p in store.conversations.pairs_of("weibo:1~0")] == ["weibo:1~0.1"]
    _read(store, media)
    _pair(store, "weibo:1")
    assert [p.id for p in store.conversations.pairs_of("weibo:1~0")] == ["weibo:1~0.1"]


def test_a_conversation_that_was_all_of_its_file_takes_the_file_along(store: Store) -> None:
    media = _media_of(store, "weibo:1")
    assert _down(store, "conversation", "weibo:1~0") == Removed(media=1, conversations=1, pairs=2)
    assert not store.files.path(media).exists()


def test_what_pairing_makes_of_the_buttons_left_behind_goes_too(store: Store) -> None:
    buttons = (("user", "问我"), ("assistant", "分享"))

    def with_buttons(store: Store, post: str) -> None:
        """Pairing that takes the buttons for a chat when there is no other."""
        media = _media_of(store, post)
        _pair(store, post)
        (reading,) = store.readings.of(media)
        if {line.text for line in reading.lines} == {text for _, text in buttons}:
            turns = tuple(
                Turn(
                    role="user" if line.text == "问我" else "assistant",
                    text=line.text,
                    confidence=0.9,
                    evidence=(Evidence(span=Span(0, 2), media=media, box=line.box),),
                )
                for line in reading.lines
            )
            left = Conversation(post=post, number=1, media=(media,), turns=turns)
            store.conversations.save(post, [(left, [])], "test")

    media = _media_of(store, "weibo:1")
    (reading,) = store.readings.of(media)
    lines = tuple(
        Line(text=text, box=Box(10, 200 + 20 * row, 60, 16), confidence=0.9)
        for row, (_, text) in enumerate(buttons)
    )
    store.readings.save(replace(reading, lines=(*reading.lines, *lines)), "read")
    done = take_down(store, "conversation", "weibo:1~0", repair=with_buttons, write_patch=lambda *_: None)
    assert done.removed == Removed(media=1, conversations=1, pairs=2)
    assert done.duplicates == ()


def test_another_conversation_of_the_post_is_no_duplicate(store: Store) -> None:
    media = _media_of(store, "weibo:1")
    (first,) = store.conversations.of_post("weibo:1")
    turns = tuple(
        replace(turn, evidence=(replace(turn.evidence[0], box=Box(70, 20 * row, 20, 16)),))
        for row, turn in enumerate(first.turns)
    )
    second = replace(first, number=1, turns=turns)

    def both(store: Store, post: str) -> None:
        store.conversations.save(post, [(second, [])], "test")

    store.conversations.save("weibo:1", [(first, []), (second, [])], "test")
    done = take_down(store, "conversation", first.id, repair=both, write_patch=lambda *_: None)
    assert done.duplicates == ()
    assert [c.id for c in store.conversations.of_post("weibo:1")] == [second.id]
    assert store.files.path(media).exists()


def test_an_author_goes_by_handle_and_stays_out(store: Store) -> None:
    assert _down(store, "author", "weibo:小雨") == Removed(posts=3, media=2, conversations=3, pairs=6)
    assert not _keep(store, 7, b"picture three")


def test_nothing_found_is_all_zeros(store: Store) -> None:
    for kind in ("post", "author", "media", "conversation", "pair", "url"):
        assert _down(store, kind, "weibo:none~0.0") == Removed()


def _held(store: Store, text: str) -> list[str]:
    """The files of the workspace in which a text can still be read."""
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    return [path.name for path in files if text.encode() in path.read_bytes()]


def _joined(store: Store) -> tuple[str, str]:
    """A post of two pictures, the first with a pair, the second with another; their hashes."""
    first, second = "a" * 64, "b" * 64
    for media in (first, second):
        png = {"kind": "picture", "mime": "image/png", "size": 1, "width": 100, "height": 100}
        store.posts.save_media(Media(sha256=media, **png))  # type: ignore[arg-type]
    shared = [Shared(media=media, url=f"https://m.example/{media}") for media in (first, second)]
    post = Post(
        platform="weibo",
        platform_id="5",
        attachments=tuple(Attachment(url=f"https://m.example/{m}", alt=f"图{m}") for m in (first, second)),
    )
    store.posts.save(post, shared)
    for media, rows in ((first, (0, 1)), (second, (2, 3))):
        lines = tuple(_line(row) for row in rows)
        reading = Reading(media=media, engine="test", version="1", width=100, height=100, lines=lines)
        store.readings.save(reading, "read")
    _pair(store, "weibo:5")
    return first, second


def _went_out(store: Store, *pairs: str) -> None:
    rows = [
        ExportedRow(row=pair, conversation=pair.rpartition(".")[0], hash="0", pairs=(pair,)) for pair in pairs
    ]
    store.ledger.exported("/out", b"{}", rows)


def test_a_file_of_a_joined_conversation_leaves_no_text_and_no_description(tmp_path: Path) -> None:
    with Store(tmp_path / "w", writing=True) as store:
        first, _ = _joined(store)
        _went_out(store, "weibo:5~0.0", "weibo:5~0.1")
        done = take_down(store, "media", first, repair=_pair, write_patch=lambda *_: None)
        assert [p.id for p in store.conversations.pairs_of("weibo:5~0")] == ["weibo:5~0.1"]
        assert [export.rows for export in done.exports] == [("weibo:5~0.0",)]
        assert _held(store, "第一答") == []
        assert _held(store, f"图{first}") == []


def test_a_spot_goes_from_every_post_that_shares_the_file(store: Store) -> None:
    _went_out(store, "weibo:2~0.0", "weibo:3~0.0", "weibo:3~0.1")
    done = take_down(store, "pair", "weibo:2~0.0", repair=_pair, write_patch=lambda *_: None)
    assert done.removed == Removed(pairs=2)
    assert done.duplicates == ("weibo:3~0",)
    assert [export.rows for export in done.exports] == [("weibo:2~0.0", "weibo:3~0.0")]
    assert [p.id for p in store.conversations.pairs_of("weibo:3~0")] == ["weibo:3~0.1"]
    take_down(store, "post", "weibo:1", repair=_pair, write_patch=lambda *_: None)  # the same words
    assert _held(store, "第一问") == []


def test_exports_of_duplicates_are_named_too(store: Store) -> None:
    _went_out(store, "weibo:2~0.0", "weibo:3~0.1")
    done = take_down(
        store, "post", "weibo:2", repair=_pair, write_patch=lambda *_: None, with_duplicates=True
    )
    assert [export.rows for export in done.exports] == [("weibo:2~0.0", "weibo:3~0.1")]


def test_what_pairing_no_longer_finds_goes_from_earlier_exports_too(store: Store) -> None:
    for kind, post, value in (("conversation", "weibo:1", "weibo:1~0"), ("pair", "weibo:2", "weibo:2~0.0")):
        _went_out(store, f"{value.partition('.')[0]}.0")
        store.conversations.save(post, [], "newer")
        done = take_down(store, kind, value, repair=_pair, write_patch=lambda *_: None)
        assert len(done.exports) == 1
        assert take_down(store, kind, value, repair=_pair, write_patch=lambda *_: None).exports == ()
    take_down(store, "pair", "weibo:3~0.0", repair=_pair, write_patch=lambda *_: None)
    assert _held(store, "第一问") == []


def test_a_patch_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(Path("w"), writing=True) as store:
        _keep(store, 1, b"picture one")
        _read(store, _media_of(store, "weibo:1"))
        _pair(store, "weibo:1")
        _went_out(store, "weibo:1~0.0")
        done = take_down(store, "post", "weibo:1", repair=_pair, write_patch=lambda *_: None)
    assert [Path(export.patch) for export in done.exports] == [tmp_path / "w" / "takedowns" / "0001.jsonl"]


def test_duplicates_of_a_pair_lose_the_pair_alone(store: Store) -> None:
    assert _down(store, "pair", "weibo:2~0.0", with_duplicates=True) == Removed(pairs=2)


def test_nothing_stays_in_the_log_while_others_read(store: Store) -> None:
    with Store(store.folder):
        for number in (1, 2, 3):
            _down(store, "post", f"weibo:{number}")
        assert _held(store, "第一问") == []


def test_a_video_goes_whole(tmp_path: Path) -> None:
    with Store(tmp_path / "w", writing=True) as store:
        media = "c" * 64
        kind = {"kind": "video", "mime": "video/mp4", "size": 1, "width": 100, "height": 100}
        store.posts.save_media(Media(sha256=media, **kind))  # type: ignore[arg-type]
        store.posts.save(Post(platform="weibo", platform_id="6"), [Shared(media=media)])
        _read(store, media)
        _pair(store, "weibo:6")
        assert _down(store, "pair", "weibo:6~0.1") == Removed(media=1, conversations=1, pairs=2)
        assert _held(store, "答") == []


def test_killed_before_the_bytes_went_they_go_at_the_next_start(store: Store) -> None:
    media = _media_of(store, "weibo:1")
    path = store.files.path(media)
    data = path.read_bytes()
    _down(store, "post", "weibo:1")
    path.write_bytes(data)
    store.close()
    Store(store.folder, writing=True).close()
    assert not path.exists()


def test_killed_before_the_end_nothing_is_gone_and_the_patch_comes_with_the_next_try(store: Store) -> None:
    _went_out(store, "weibo:1~0.0")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_down(store, "post", "weibo:1", repair=_pair, write_patch=killed)
    assert store.files.path(_media_of(store, "weibo:1")).exists()
    done = take_down(store, "post", "weibo:1", repair=_pair, write_patch=lambda *_: None)
    assert [Path(export.patch).name for export in done.exports] == ["0001.jsonl"]
