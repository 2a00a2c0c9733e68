import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import WrongCall
from crawlers.importers.folder import natural
from crawlers.importing import Imported, NotImported, import_paths, importers
from tests.crawlers.keeper import look
from tests.crawlers.replay_server import MP4, png


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def taken(*paths: Path, as_post: bool = False) -> tuple[list[Imported], dict[str, str]]:
    """What was imported, and the codes of what was not, by name."""
    found = list(import_paths(paths, look, as_post=as_post))
    refused = {one.path.name: one.error.code for one in found if isinstance(one, NotImported)}
    assert all(one.error.way_out for one in found if isinstance(one, NotImported))
    return [one for one in found if isinstance(one, Imported)], refused


def test_each_picture_or_video_of_a_folder_is_a_post_called_by_its_bytes(tmp_path: Path) -> None:
    put(tmp_path, b__png=png(1), a10__png=png(2), a9__mp4=MP4)
    put(tmp_path / "below", c__png=png(3))
    posts, refused = taken(tmp_path)
    assert [post.path.name for post in posts] == ["a9.mp4", "a10.png", "b.png", "c.png"]
    assert posts[0].post.id == f"file:{sha(MP4)}"
    assert posts[0].files[0].media.kind == "video"
    assert {post.importer for post in posts} == {"folder"}
    assert not refused


def test_a_folder_as_post_is_called_by_its_files_in_natural_order(tmp_path: Path) -> None:
    folder = put(tmp_path / "evening", p10__png=png(2), p9__png=png(1))
    [post], _ = taken(folder, as_post=True)
    assert [file.path.name for file in post.files] == ["p9.png", "p10.png"]
    assert post.post.id == f"file:{sha((sha(png(1)) + sha(png(2))).encode())}"
    moved = put(tmp_path / "elsewhere", a__png=png(1), b__png=png(2))
    assert taken(moved, as_post=True)[0][0].post.id == post.post.id
    single = put(tmp_path / "single", a__png=png(1))
    assert taken(single, as_post=True)[0][0].post.id == f"file:{sha(png(1))}"


def test_a_folder_with_a_post_json_is_one_post_wherever_it_lies(tmp_path: Path) -> None:
    told = {"platform": "weibo", "id": "51", "author": "小雨", "posted_at": "2026-08-20", "text": "猫"}
    put(tmp_path / "shares" / "one" / "more", d__png=png(4))
    put(tmp_path / "shares" / "one", a__png=png(1), b__png=png(2), post__json=json.dumps(told).encode())
    put(tmp_path / "shares" / "two", c__png=png(3), post__json=b"{}")
    put(tmp_path / "shares", loose__png=png(5))
    posts, refused = taken(tmp_path / "shares")
    assert [(post.path.name, len(post.files)) for post in posts] == [("loose.png", 1), ("one", 3), ("two", 1)]
    one = posts[1].post
    assert (one.id, one.author, one.text, one.posted_at) == ("weibo:51", "小雨", "猫", "2026-08-20T00:00:00Z")
    assert posts[2].post.id == f"file:{sha(png(3))}"
    assert not refused


def test_a_broken_post_json_costs_that_post(tmp_path: Path) -> None:
    put(tmp_path / "bad", a__png=png(1), post__json=b"{")
    put(tmp_path / "good", b__png=png(2), post__json=b"{}")
    put(tmp_path / "empty", post__json=b"{}")
    posts, refused = taken(tmp_path)
    assert [post.path.name for post in posts] == ["good"]
    assert refused == {"bad": "bad_post_json", "empty": "no_media"}


def test_a_table_gives_single_files_their_source_and_a_bad_row_costs_its_file(tmp_path: Path) -> None:
    put(tmp_path / "below", c__png=png(3))
    put(tmp_path, a__png=png(1), b__png=png(2), z__png=png(4))
    (tmp_path / "posts.csv").write_text(
        "file,url,author,posted_at,text\n"
        "a.png,https://x.example/1,小雨,2026-08-20,猫\n"
        "b.png,,,soon,\n"
        "below/c.png,https://x.example/3,,,\n"
        "../../etc/passwd,,,,\n"
        "missing.png,,,,\n"
    )
    posts, refused = taken(tmp_path)
    assert [(post.path.name, post.post.url) for post in posts] == [
        ("a.png", "https://x.example/1"),
        ("c.png", "https://x.example/3"),
        ("z.png", None),
    ]
    assert posts[0].post.id == f"file:{sha(png(1))}"
    assert posts[0].post.author == "小雨"
    assert refused == {"b.png": "bad_time", "posts.csv": "outside", "missing.png": "no_such_file"}


def test_what_is_no_media_has_its_reason_and_the_rest_is_taken(tmp_path: Path) -> None:
    put(tmp_path, a__png=png(1), empty__png=b"", notes__txt=b"hello", __hidden=png(2))
    put(tmp_path / ".thumbnails", t__png=png(3))
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.png")
    posts, refused = taken(tmp_path)
    assert [post.path.name for post in posts] == ["a.png"]
    assert refused == {"empty.png": "not_media", "notes.txt": "not_media", "pipe.png": "not_a_file"}
    assert taken(tmp_path / "notes.txt", tmp_path / "gone.png")[1] == {
        "notes.txt": "not_media",
        "gone.png": "no_such_file",
    }
    assert taken(tmp_path, as_post=True)[1] == refused


def test_links_are_followed_within_the_folder_and_never_out_of_it(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", secret__png=png(9))
    folder = put(tmp_path / "folder", a__png=png(1))
    (folder / "b.png").symlink_to(folder / "a.png")
    (folder / "c.png").symlink_to(outside / "secret.png")
    (folder / "d.png").symlink_to(tmp_path / "nowhere.png")
    (folder / "outside").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    for as_post in (False, True):
        posts, refused = taken(folder, as_post=as_post)
        assert [file.path.name for post in posts for file in post.files] == ["a.png", "b.png"]
        assert refused == dict.fromkeys(["c.png", "d.png", "outside"], "outside")


def test_links_to_themselves_and_names_longer_than_a_disk_holds_cost_themselves_only(tmp_path: Path) -> None:
    put(tmp_path, a__png=png(1))
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "long.png").symlink_to("x" * 300)
    (tmp_path / "posts.csv").write_text(f"file,text\n{'y' * 300},\na.png,猫\n")
    posts, refused = taken(tmp_path, tmp_path / ("z" * 300))
    assert [post.post.text for post in posts] == ["猫"]
    assert refused == {
        "loop.png": "outside",
        "long.png": "unreadable_file",
        "y" * 300: "no_such_file",
        "z" * 300: "no_such_file",
    }
    (tmp_path / "posts.csv").unlink()
    posts, refused = taken(tmp_path, as_post=True)
    assert [len(post.files) for post in posts] == [1]
    assert refused == {"loop.png": "outside", "long.png": "unreadable_file"}


def test_a_folder_that_is_nested_without_end_costs_only_itself(tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["d"] * 300)
    deep.mkdir(parents=True)
    put(tmp_path, a__png=png(1))
    posts, refused = taken(tmp_path)
    assert len(posts) == 1
    assert refused == {"d": "too_deep"}
    assert taken(tmp_path, as_post=True)[1] == refused


def test_the_importers_are_listed_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    assert [row.importer for row in importers()] == ["folder"]
    with pytest.raises(WrongCall):
        list(import_paths([tmp_path], look, importer="telepathy"))


names = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


@given(names, names)
def test_natural_order_tells_any_two_names_apart(one: str, other: str) -> None:
    assert (natural(one) < natural(other)) + (natural(other) < natural(one)) == (one != other)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_numbers_in_names_count_by_their_value(one: int, other: int) -> None:
    assert (natural(f"shot {one}.png") < natural(f"shot {other}.png")) == (one < other)
