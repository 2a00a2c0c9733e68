from dataclasses import replace

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from chatmine.records import Box, Colour, Line
from ocr.repairs import closed, lettered, paired, repaired, spaced

PITCH = 20


def _line(text: str) -> Line:
    """A line whose characters are all as wide."""
    box = Box(10, 10, PITCH * max(len(text), 1), PITCH)
    edges = tuple(range(10, 10 + PITCH * len(text) + 1, PITCH)) if text else ()
    return Line(text=text, box=box, confidence=0.9, edges=edges, paper=Colour(255, 255, 255))


def _inked(line: Line, gaps: dict[int, int]) -> NDArray[numpy.uint8]:
    """Ink all along the line, but for so many columns before the characters at the given places."""
    image = numpy.full((40, line.box.right + 10, 3), 255, numpy.uint8)
    image[14:26, line.box.x : line.box.right] = 30
    for place, gap in gaps.items():
        edge = line.edges[place]
        image[:, edge - gap // 2 : edge - gap // 2 + gap] = 255
    return image


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("As an Al language model", "As an AI language model"),
        ("OpenAl. Ask away", "OpenAI. Ask away"),
        ("（智能 Al）和Al助手", "（智能 AI）和AI助手"),
        ("to learn Al?", "to learn AI?"),
        ("Al Gore wrote it", "Al Gore wrote it"),
        ("Weird Al Yankovic", "Weird Al Yankovic"),
        ("Fe, Cu, Al", "Fe, Cu, Al"),
        ("铝（Al）是金属", "铝（Al）是金属"),
        ("Al2O3, Al-Qaeda", "Al2O3, Al-Qaeda"),
        ("Also Alan and final", "Also Alan and final"),
        ("写—个开头", "写一个开头"),
        ("他说——个人意见", "他说——个人意见"),
        ("北京—上海", "北京—上海"),
        ("row.reverse()；// 倒过来", "row.reverse();// 倒过来"),
        ("break；// 走到头", "break;// 走到头"),
        ("适用(Windows)；", "适用(Windows)；"),
        ("他说(是)；// 注", "他说(是)；// 注"),
    ],
)
def test_look_alikes_are_told_by_what_stands_beside_them(read: str, meant: str) -> None:
    assert lettered(_line(read)).text == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("∥吃喝玩乐", "//吃喝玩乐"),
        ("∥/其光芒", "//其光芒"),
        ("https:∥example.org", "https://example.org"),
        ("x = 1 ∥ and ∥/ that", "x = 1 // and // that"),
        ("AB∥CD", "AB∥CD"),
        ("const add = () ⇒ {", "const add = () => {"),
        ("A ⇒ B, f(x) ⇒ y", "A ⇒ B, f(x) ⇒ y"),
    ],
)
def test_two_strokes_and_arrows_of_code_are_two_characters_and_those_of_mathematics_are_not(
    read: str, meant: str
) -> None:
    made = paired(_line(read))
    assert made.text == meant
    assert len(made.edges) == len(meant) + 1
    assert list(made.edges) == sorted(made.edges)


@pytest.mark.parametrize(
    ("read", "gaps", "meant"),
    [
        ("换一台Printer打印", {3: 8, 10: 8}, "换一台 Printer 打印"),
        ("换一台Printer打印", {3: 5, 10: 5}, "换一台Printer打印"),
        ("-七种颜色雨伞", {1: 8}, "- 七种颜色雨伞"),
        ("中文，English", {3: 12}, "中文，English"),
        ("没有空格的中文", {2: 8}, "没有空格的中文"),
        ("OpenAI", {4: 8}, "OpenAI"),
        ("24 小时内", {3: 8}, "24 小时内"),
        ("#计算均值", {1: 10}, "# 计算均值"),
        ("#话题", {1: 3}, "#话题"),
        ("//其光芒", {2: 5}, "// 其光芒"),
        ("//其光芒", {2: 3}, "//其光芒"),
        ("sort();//排序", {7: 18}, "sort(); //排序"),
        ("sort();//排序", {7: 8}, "sort();//排序"),
        ("https://a.b", {6: 18}, "https://a.b"),
    ],
)
def test_spaces_come_where_the_ink_leaves_room_beside_chinese(
    read: str, gaps: dict[int, int], meant: str
) -> None:
    line = _line(read)
    made = spaced(line, _inked(line, gaps))
    assert made.text == meant
    assert len(made.edges) == len(meant) + 1
    assert list(made.edges) == sorted(made.edges)


@pytest.mark.parametrize(
    ("read", "gap", "meant"),
    [
        ("fn main( ) {", 10, "fn main() {"),
        ("fn main( ) {", 30, "fn main( ) {"),
        ("i < 9; i+ +) {", 0, "i < 9; i++) {"),
        ("x = 1 + +y", 0, "x = 1 + +y"),
    ],
)
def test_signs_that_belong_together_lose_the_space_that_is_none(read: str, gap: int, meant: str) -> None:
    line = _line(read)
    made = closed(line, _inked(line, {9: gap} if gap else {}))
    assert made.text == meant
    assert len(made.edges) == len(meant) + 1


def test_a_space_stands_where_the_gap_is() -> None:
    line = _line("在定义Editable")
    made = spaced(line, _inked(line, {3: 8}))
    assert made.edges[3:5] == (66, 74)


def test_lines_without_columns_or_colours_keep_their_spaces() -> None:
    line = _line("中文Editable文")
    image = _inked(line, {2: 8})
    assert spaced(replace(line, edges=()), image).text == line.text
    assert spaced(replace(line, paper=None), image).text == line.text


@given(st.text("中文字Al∥⇒/—个；;#{+()=-a1 ", max_size=14), st.integers(0, 12), st.integers(-30, 30))
def test_repairs_keep_one_edge_more_than_characters(text: str, gap: int, shift: int) -> None:
    line = _line(text)
    image = _inked(line, {1: gap} if text else {})
    moved = replace(line, box=line.box._replace(x=max(line.box.x + shift, 0)))
    for one in (line, moved):
        made = repaired(one, image)
        assert len(made.edges) in (0, len(made.text) + 1)
        assert list(made.edges) == sorted(made.edges)
        assert made.text.strip(" /∥") or not text.strip(" /∥")
