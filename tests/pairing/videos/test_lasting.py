"""A line that went and stands elsewhere at once is one line, since its first second; drafts are none."""

from dataclasses import replace

from chatmine.records import Box, Line, Reading, Scene
from pairing.videos.lasting import field_top, lasting

EMPTY = Line(
    text="发消息", box=Box(40, 1100, 120, 30), confidence=1, second=0.0, complete=0.0, until=30.0, scene=0
)


def line(text: str, start: float, end: float, y: int, *, x: int = 80, replaced: bool = True) -> Line:
    box = Box(x, y, 30 * len(text), 30)
    return Line(
        text=text,
        box=box,
        confidence=1,
        second=start,
        complete=start,
        until=end,
        scene=0,
        place=box,
        replaced=replaced,
    )


def film(*lines: Line, cuts: tuple[float, ...] = ()) -> Reading:
    ends = (*cuts, 30.0)
    scenes = tuple(
        Scene(start=start, end=end, width=600, height=1200)
        for start, end in zip((0.0, *cuts), ends, strict=True)
    )
    return Reading(media="v", engine="drawn", version="1", width=600, height=1200, lines=lines, scenes=scenes)


def test_a_line_that_moved_keeps_its_first_second_and_place() -> None:
    was, now = line("真的吗?", 8.1, 10.2, 880), line("真的吗？", 10.3, 30, 850, replaced=False)
    found = lasting(film(EMPTY, was, now)).lines[2]
    assert (found.second, found.box.y, found.until) == (8.1, 880, 30)


def test_it_may_have_moved_more_than_once_and_been_written_on() -> None:
    lines = (
        line("好的，我", 4.0, 6.0, 900),
        line("好的，我来试", 6.1, 8.0, 700),
        line("好的，我来试一试。", 8.1, 30, 500, replaced=False),
    )
    assert lasting(film(EMPTY, *lines)).lines[-1].second == 4.0


def test_a_draft_does_not_move_but_is_sent() -> None:
    draft, message = line("真的吗", 6.0, 8.0, 1100), line("真的吗", 8.1, 30, 850, replaced=False)
    assert lasting(film(EMPTY, draft, message)).lines[2].second == 8.1


def test_other_words_another_border_or_a_pause_make_another_line() -> None:
    now = line("没问题。", 10.3, 30, 850, replaced=False)
    for before in (
        line("当然可以", 4.0, 10.2, 880),
        line("没问题。", 4.0, 10.2, 880, x=300),
        line("没问题。", 4.0, 9.0, 880),
    ):
        assert lasting(film(EMPTY, before, now)).lines[2].second == 10.3


def test_what_stands_on_over_a_cut_is_as_old_as_it_is() -> None:
    first = replace(line("你好吗", 2.0, 4.9, 200, replaced=False), until=4.9)
    same = replace(line("你好吗", 5.0, 30, 202, replaced=False), scene=1)
    moved = replace(line("你好吗", 5.0, 30, 600, replaced=False), scene=1)
    found = lasting(film(EMPTY, first, same, moved, cuts=(5.0,))).lines
    assert (found[2].second, found[3].second) == (2.0, 5.0)


def test_without_an_input_box_or_scenes_nothing_changes() -> None:
    reading = film(line("没问题", 4.0, 6.0, 900), line("没问题", 6.1, 30, 700, replaced=False))
    assert field_top(reading.lines, 1200) is None
    assert lasting(reading) == reading
    picture = Reading(media="p", engine="drawn", version="1", width=9, height=9)
    assert lasting(picture) is picture
