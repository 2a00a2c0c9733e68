from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chatmine.records import Box
from ocr.characters import edges_of

BOX = Box(100, 20, 200, 30)


def test_single_characters_part_in_the_middle_between_their_columns() -> None:
    words = [("你", 110.0, 130.0), ("好", 160.0, 180.0)]
    assert edges_of("你好", words, BOX) == (100, 145, 208)


def test_letters_of_a_word_share_it_by_their_usual_widths() -> None:
    edges = edges_of("mil", [("mil", 110.0, 290.0)], BOX)
    first, second, third = (right - left for left, right in pairwise(edges))
    assert first > second
    assert third > 0


def test_an_icon_within_the_box_is_no_part_of_the_first_character() -> None:
    words = [("你", 210.0, 214.0), ("好", 240.0, 244.0), ("吗", 270.0, 274.0)]
    first, second, _, _ = edges_of("你好吗", words, BOX)
    assert second == 227
    assert 190 <= first <= 200


def test_words_that_do_not_make_up_the_text_give_no_edges() -> None:
    assert edges_of("hello", [("hell", 110.0, 150.0)], BOX) == ()
    assert edges_of("ab", [("a", 200.0, 210.0), ("b", 110.0, 120.0)], BOX) == ()
    assert edges_of("", [], BOX) == ()


@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.floats(1, 40)), min_size=1, max_size=8))
def test_edges_grow_and_keep_to_the_box(parts: list[tuple[str, float]]) -> None:
    words, start = [], 90.0
    for text, width in parts:
        words.append((text, start, start + width))
        start += width + 3
    text = "".join(word for word, _, _ in words)
    edges = edges_of(text, words, BOX)
    assert len(edges) in (0, len(text) + 1)
    assert list(edges) == sorted(edges)
    assert all(BOX.x <= edge <= BOX.right for edge in edges)
