"""Every reader of subtitles: its own example, the other readers' files, broken cues, encodings, odd bytes."""

import json
from contextlib import suppress

import pytest

from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Reading
from crawlers import sidefiles
from transcripts import reading
from transcripts.reading import LARGEST, Reader, media_of, read, readers

SAID = [(0.5, 2.3, "大家好"), (2.5, 4.0, "我问 ChatGPT 什么是猫"), (5.0, 6.25, "它说猫会睡觉")]
BROKEN = {
    "srt": "4\n00:00:07,000 --> 00:00:06,000\n倒着\n\n5\n00:00:08,000 -> oops\n坏\n\n",
    "vtt": "NOTE 00:09.000 is no cue\n\n00:07.000 --> 00:06.000\n倒着\n\nx --> y\n坏\n\n",
    "ass": "Dialogue: 0,0:00:07.00,0:00:06.00,A,,0,0,0,,倒着\n"
    "Dialogue: 0,later,0:00:09.00,A,,0,0,0,,坏\nDialogue: 1\n",
    "bilibili": [{"from": 7, "to": 6, "content": "倒着"}, {"from": "x", "to": 9, "content": "坏"}, 3],
    "youtube": [{"tStartMs": 7000, "segs": [{"utf8": "没有长度"}]}, {"segs": [{"utf8": "坏"}]}, None],
}


def srt(broken: str = "") -> str:
    cues = [f"{n}\n{_clock(a, ',')} --> {_clock(b, ',')}\n{t}\n" for n, (a, b, t) in enumerate(SAID, 1)]
    return "\n".join(cues) + "\n" + broken


def vtt(broken: str = "") -> str:
    cues = [f"{_clock(a, '.')} --> {_clock(b, '.')} line:90%\n{t}\n" for a, b, t in SAID]
    return (
        "WEBVTT\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nfirst cue\n"
        + "\n".join(cues)
        + "\n"
        + broken
    )


def ass(broken: str = "") -> str:
    head = "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontsize\nStyle: A,broken\n\n[Events]\n"
    fields = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    cues = [f"Dialogue: 0,{_clock(a, '.')[1:-1]},{_clock(b, '.')[1:-1]},A,,0,0,0,,{t}\n" for a, b, t in SAID]
    comment = "Comment: 0,0:00:00.00,0:00:09.00,A,,0,0,0,,not shown\n"
    return head + fields + comment + "".join(cues) + broken


def bilibili(broken: list[object] | None = None) -> str:
    cues: list[object] = [{"from": a, "to": b, "location": 2, "content": t} for a, b, t in SAID]
    return json.dumps({"font_size": 0.4, "body": cues + (broken or [])})


def youtube(broken: list[object] | None = None) -> str:
    cues: list[object] = [
        {"tStartMs": a * 1000, "dDurationMs": (b - a) * 1000, "segs": [{"utf8": t[:2]}, {"utf8": t[2:]}]}
        for a, b, t in SAID
    ]
    line_end = {"tStartMs": 2300, "dDurationMs": 10, "aAppend": 1, "segs": [{"utf8": "\n"}]}
    return json.dumps({"wireMagic": "pb3", "events": [*cues, line_end, *(broken or [])]})


WRITERS = {"srt": srt, "vtt": vtt, "ass": ass, "bilibili": bilibili, "youtube": youtube}
NAMES = plugins.names(reading.READERS)


def _clock(seconds: float, point: str) -> str:
    whole, part = divmod(round(seconds * 1000), 1000)
    return f"00:00:{whole:02}{point}{part:03}"


def said(found: Reading) -> list[tuple[float, float, str]]:
    return [(speech.start, speech.end, speech.text) for speech in found.speech]


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def text(name: str, *, broken: bool = False) -> str:
    return str(WRITERS[name](BROKEN[name]) if broken else WRITERS[name]())


def test_every_reader_has_an_example_here() -> None:
    assert sorted(WRITERS) == sorted(BROKEN) == NAMES


def test_the_cues_come_as_written_speech(name: str) -> None:
    found = read(text(name).encode(), "a" * 64)
    assert said(found) == SAID
    assert found.written
    assert (found.engine, found.media, found.duration) == (name, "a" * 64, 6.25)
    assert {speech.language for speech in found.speech} == {"zh"}


def test_a_file_is_known_by_its_bytes_to_one_reader(name: str) -> None:
    media = media_of(text(name).encode())
    assert (media.kind, media.mime, media.width) == ("text", readers()[name].mime, 0)
    takers = [other for other, reader in readers().items() if reader.recognises(text(name))]
    assert takers == [name]


def test_broken_cues_cost_those_cues(name: str) -> None:
    assert said(read(text(name, broken=True).encode(), "a")) == SAID


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_encodings_are_told(name: str, encoding: str) -> None:
    data = text(name).encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    assert said(read(data, "a")) == SAID


def test_line_ends_of_every_kind_are_one(name: str) -> None:
    for end in ("\r\n", "\r"):
        assert said(read(text(name).replace("\n", end).encode(), "a")) == SAID


def test_a_file_cut_short_gives_what_is_whole_or_a_reason(name: str) -> None:
    data = text(name).encode()
    for size in range(0, len(data), 7):
        with suppress(Unreadable):
            found = read(data[:size], "a")
            assert SAID[0][2].startswith(found.speech[0].text)


def test_a_reader_says_what_it_is(name: str) -> None:
    reader: Reader = readers()[name]
    assert reader.title
    assert reader.version
    assert set(reader.suffixes) <= sidefiles.SUBTITLES


def test_every_suffix_that_is_looked_for_has_a_reader() -> None:
    assert {suffix for reader in readers().values() for suffix in reader.suffixes} == sidefiles.SUBTITLES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"{}",
        b'{"body": 3}',
        b"\x00" * 100,
        b"\xff\xfe",
        b"WEBVTTnot",
        b"# Notes\n10:30 --> lunch\n",
        b'{"id": "abc", "title": "a video\'s info", "body": "text"}',
    ],
)
def test_other_files_are_no_transcripts(data: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        media_of(data)
    assert raised.value.code == "not_a_transcript"


@pytest.mark.parametrize(
    "data",
    [
        b"WEBVTT\n\n" + b"<v " * 200_000,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v   " * 100_000 + b"{\\p1}" * 100_000,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"[" * 300_000 + b"(" * 300_000,
        b"\n" * 65_000 + b"Dialogue: 0,0:00:00.50,0:00:02.30,A,,0,0,0,,hello",
        b"1\n00:00:00,500 --> 00:00:02,300\n" + b"{\\an8" * 300_000,
        b'{"body": [' + b'{"from": 1, "to": 2, "content": ' * 20_000,
        b'{"body": [{"from": 1, "content": ' + b"[" * 200_000,
        b'{"wireMagic": "pb3", "events": [{"tStartMs": 1e300, "dDurationMs": 1e300, "segs": []}]}',
        b"1\n999:99:99,999 --> 999:99:99,999\nx\n",
    ],
)
def test_hostile_files_are_refused_or_read_at_once(data: bytes) -> None:
    with suppress(Unreadable):
        assert read(data, "a").speech


def test_what_is_too_large_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="too many"):
        media_of(b"WEBVTT\n" * (LARGEST // 7 + 1))
