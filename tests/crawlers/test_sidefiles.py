from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import Unreadable
from crawlers.sidefiles import Told, inside, read_post, read_table


def post_json(folder: Path, text: str | bytes) -> Path:
    path = folder / "post.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def table(folder: Path, text: str | bytes) -> Path:
    path = folder / "posts.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_post_json_says_what_is_known_and_nothing_is_needed(tmp_path: Path) -> None:
    whole = """{"platform": "weibo", "id": 51234, "url": "https://weibo.com/1/x", "author": "小雨",
               "title": "t", "text": "猫", "tags": ["#ChatGPT", "猫"],
               "posted_at": "2026-08-20T20:15:00+08:00"}"""
    assert read_post(post_json(tmp_path, whole)) == Told(
        platform="weibo",
        id="51234",
        url="https://weibo.com/1/x",
        author="小雨",
        title="t",
        text="猫",
        posted_at="2026-08-20T12:15:00Z",
        tags=("ChatGPT", "猫"),
    )
    assert read_post(post_json(tmp_path, "\ufeff{}")) == Told()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "bad_post_json"),
        ("[]", "bad_post_json"),
        ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}", "bad_post_json"),
        ('{"tags": "ChatGPT"}', "bad_post_json"),
        ('{"id": "1"}', "bad_post_json"),
        ('{"platform": "../etc", "id": "1"}', "bad_platform"),
        ('{"platform": "Weibo", "id": "1"}', "bad_platform"),
        ('{"platform": "weibo", "id": "a\\u0000b"}', "bad_id"),
        ('{"url": "javascript:alert(1)"}', "bad_url"),
        ('{"posted_at": "yesterday"}', "bad_time"),
        (b'{"text": "\xd6\xd0"}', "not_utf8"),
    ],
)
def test_a_wrong_post_json_says_why(text: str | bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_post(post_json(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.way_out


def test_each_row_of_a_table_says_what_is_known_or_why_it_cannot_be_used(tmp_path: Path) -> None:
    rows = [
        "file,url,author,posted_at,text,note",
        'a.png,https://x.example/1,小雨,2026-08-20,"两行,\n一格",whatever',
        "sub\\b.png,,,,,",
        "c.png,,,soon,,",
        "../d.png,,,,,",
        "e.png,ftp://x.example,,,,",
        "f.png,,,,,,one,too,many",
        "short.png",
    ]
    said = list(read_table(table(tmp_path, "\ufeff" + "\n".join(rows))))
    assert said[0] == (
        "a.png",
        Told(url="https://x.example/1", author="小雨", posted_at="2026-08-20T00:00:00Z", text="两行,\n一格"),
    )
    assert said[1] == ("sub/b.png", Told())
    assert said[6] == ("short.png", Told())
    refused = [(name, error.code) for name, error in said if isinstance(error, Unreadable)]
    assert refused == [("c.png", "bad_time"), ("", "outside"), ("e.png", "bad_url"), ("f.png", "bad_row")]
    assert "line 5" in str(said[2][1])


@pytest.mark.parametrize("text", ["", "name,url\na.png,", b"\xff\xfe\x00", '"file,text\na.png,'])
def test_a_table_that_cannot_be_used_at_all_says_why(text: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_table(table(tmp_path, text)))
    assert caught.value.way_out


def test_a_broken_row_does_not_hide_those_behind_it(tmp_path: Path) -> None:
    said = list(read_table(table(tmp_path, 'file,text\na.png,"x"y\nb.png,fine\n')))
    assert [name for name, _ in said] == ["", "b.png"]


def test_a_side_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("{}")
    (tmp_path / "post.json").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreadable):
        read_post(tmp_path / "post.json")


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../x", "a/../../x", "..\\x", "C:\\x", "a\0b", "\\\\host\\x"]
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(Unreadable):
        inside(name)


@given(st.text(max_size=40))
def test_a_name_that_is_let_in_stays_inside(name: str) -> None:
    folder = Path("/somewhere/folder")
    with suppress(Unreadable):
        assert (folder / inside(name)).is_relative_to(folder)
        assert ".." not in inside(name).split("/")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("side")
    with suppress(Unreadable):
        read_post(post_json(folder, data))
    with suppress(Unreadable):
        list(read_table(table(folder, b"file,url,author,posted_at,text\n" + data)))
