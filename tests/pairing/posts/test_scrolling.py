"""Screenshots that scroll over one chat are paired as one picture; every line is traced to its own."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from chatmine.records import Box, Colour, Line, Reading, Shape
from pairing.conversing import conversations
from pairing.posts.scrolling import scrolls

GROUND, MINE, ITS, INK = (
    Colour(237, 237, 237),
    Colour(149, 236, 105),
    Colour(255, 255, 255),
    Colour(20, 20, 20),
)
WIDTH, TOP, VIEW = 400, 60, 300
ANSWER = [
    "绿萝的叶子发黄多半是浇水太多",
    "先摸一摸盆里的土是不是还湿着",
    "湿的话就把花盆搬到通风的窗边",
    "剪掉已经发黄的叶子免得传开来",
    "接下来一个星期都不要再浇水了",
    "根已经烂掉的话需要换一盆新土",
    "换土之前把烂根全部剪得干净些",
    "晾上半天以后再种回去就可以了",
    "新叶子大约三个星期后会长出来",
    "冬天的时候记得离暖气远一点点",
    "夏天每周浇一到两次水就足够了",
    "施肥一个月一次浓度要淡一点儿",
]
CHAT = [
    ("user", ["我家的绿萝发黄了怎么办"]),
    ("assistant", ANSWER),
    ("user", ["明白了谢谢你"]),
    ("assistant", ["不客气有问题再问我"]),
]


def tall() -> tuple[list[Line], list[Shape]]:
    """The whole chat: lines 20 pixels high in bubbles, the user's at the right."""
    lines, shapes, y = [], [], 10
    for role, texts in CHAT:
        width = 20 + max(20 * len(text) for text in texts)
        x = WIDTH - 12 - width if role == "user" else 12
        paper = MINE if role == "user" else ITS
        shapes.append(Shape(kind="panel", box=Box(x, y, width, 20 + 30 * len(texts)), colour=paper))
        for n, text in enumerate(texts):
            box = Box(x + 10, y + 15 + 30 * n, 20 * len(text), 20)
            edges = tuple(box.x + 20 * place for place in range(len(text) + 1))
            lines.append(Line(text=text, box=box, confidence=0.98, edges=edges, ink=INK, paper=paper))
        y += 20 + 30 * len(texts) + 20
    return lines, shapes


def window(name: str, start: int, scale: float = 1.0, bars: bool = True) -> Reading:
    """What a screenshot shows from `start` on: a title above, cut rows read as rubbish."""
    lines, shapes = tall()
    shown = [title_line()] if bars else []
    top = TOP if bars else 0
    for line in lines:
        y = line.box.y - start + top
        if top <= y and y + 20 <= top + VIEW:
            shown.append(replace(line, box=line.box._replace(y=y)))
        elif top - 12 < y < top or top + VIEW - 20 < y < top + VIEW - 8:
            shown.append(replace(line, text="il" * 5, box=line.box._replace(y=y, height=10), edges=()))
    cut = []
    for shape in shapes:
        low, high = max(top, shape.box.y - start + top), min(top + VIEW, shape.box.bottom - start + top)
        if high - low > 3:
            cut.append(replace(shape, box=shape.box._replace(y=low, height=high - low)))
    whole = Reading(
        media=name * 64, engine="e", version="1", width=WIDTH, height=top + VIEW, paper=GROUND,
        lines=tuple(shown), shapes=tuple(cut),
    )  # fmt: skip
    return scaled(whole, scale)


def title_line() -> Line:
    return Line(text="养花小帮手", box=Box(150, 20, 100, 22), confidence=0.99, ink=INK, paper=GROUND)


def scaled(reading: Reading, scale: float) -> Reading:
    def box(old: Box) -> Box:
        return Box(*(round(side * scale) for side in old))

    lines = [
        replace(line, box=box(line.box), edges=tuple(round(e * scale) for e in line.edges))
        for line in reading.lines
    ]
    return replace(
        reading,
        width=round(reading.width * scale),
        height=round(reading.height * scale),
        lines=tuple(lines),
        shapes=tuple(replace(s, box=box(s.box)) for s in reading.shapes),
    )


def said(readings: Sequence[Reading]) -> list[list[tuple[str, str]]]:
    return [
        [(turn.role, turn.text.replace("\n", "")) for turn in one.turns]
        for one in conversations(readings, None)
    ]


WHOLE = [(role, "".join(texts)) for role, texts in CHAT]
WINDOWS = [window("a", 0), window("b", 140), window("c", 290)]


@pytest.mark.parametrize("order", list(permutations(WINDOWS)))
def test_windows_in_any_order_are_the_whole_chat(order: Sequence[Reading]) -> None:
    assert said(order) == [WHOLE]


def test_a_window_within_one_long_message_has_no_chat_of_its_own_but_is_joined() -> None:
    middle = window("b", 140)
    filled = replace(middle, paper=ITS, shapes=())
    assert said([WINDOWS[0], filled, WINDOWS[2]]) == [WHOLE]


def test_crops_without_the_bar_and_of_another_size_are_joined() -> None:
    assert said([window("c", 290, scale=1.25), window("a", 0), window("b", 140, bars=False)]) == [WHOLE]


def test_two_copies_of_a_picture_are_one() -> None:
    assert said([WINDOWS[0], window("b", 0, scale=0.8)]) == said([WINDOWS[0]])


@pytest.mark.parametrize("order", list(permutations((window("a", 0), window("b", 266)))))
def test_two_rows_and_one_that_is_cut_are_an_overlap_in_either_order(order: Sequence[Reading]) -> None:
    assert len(scrolls(order)) == 1


def test_the_same_question_with_another_answer_is_no_overlap() -> None:
    other = window("z", 0)
    question, *answer = other.lines[1:]
    changed = [replace(line, text=line.text[::-1]) for line in answer]
    other = replace(other, lines=(title_line(), question, *changed))
    assert len(scrolls([WINDOWS[0], other])) == 2


def test_every_line_is_traced_to_where_it_was_read() -> None:
    readings = {one.media: one for one in [window("c", 290, scale=1.25), WINDOWS[0], WINDOWS[1]]}
    (found,) = conversations(list(readings.values()), None)
    assert set(found.media) == set(readings)
    for turn in found.turns:
        for piece in turn.evidence:
            line = next(line for line in readings[piece.media].lines if line.box == piece.box)
            quoted = turn.text[piece.span.start : piece.span.end]
            assert quoted in line.text
            assert piece.edges == line.edges


def test_cut_rows_are_taken_from_the_window_that_has_them_whole() -> None:
    assert not any("il" in text for one in said(WINDOWS) for _, text in one)


def test_a_picture_that_shows_nothing_more_is_left_out_but_named() -> None:
    (found,) = conversations([*WINDOWS, window("d", 150)], None)
    assert len(found.media) == 4
    assert [(t.role, t.text.replace("\n", "")) for t in found.turns] == WHOLE


def test_another_chat_under_the_same_bar_stays_apart() -> None:
    other = window("z", 0)
    changed = [replace(line, text=line.text[::-1]) for line in other.lines[1:]]
    other = replace(other, lines=(title_line(), *changed))
    assert len(scrolls([WINDOWS[0], other])) == 2


def test_videos_are_left_as_they_are() -> None:
    filmed = replace(WINDOWS[0], lines=tuple(replace(line, second=1.0) for line in WINDOWS[0].lines))
    assert [one.reading for one in scrolls([filmed, WINDOWS[1]])] == [filmed, WINDOWS[1]]
