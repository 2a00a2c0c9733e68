from hypothesis import given
from hypothesis import strategies as st

from chatmine.records import Box
from search_ui.pictures import Shown, crop


def picture(width: int, height: int) -> Shown:
    return Shown(sha256="0", kind="picture", address="/x", width=width, height=height, painted=False)


def test_without_a_spot_the_top_is_shown() -> None:
    assert crop(picture(1000, 20_000), []).view == Box(0, 0, 1000, 720)


def test_a_spot_is_in_the_middle_and_its_line_can_be_read() -> None:
    part = crop(picture(1920, 20_000), [Box(900, 9000, 60, 20)])
    assert part.view == Box(670, 8823, 520, 374)


boxes = st.lists(
    st.builds(Box, st.integers(-50, 3000), st.integers(-50, 3000), st.integers(0, 3000), st.integers(0, 900)),
    max_size=3,
)


@given(st.integers(0, 3000), st.integers(0, 30_000), boxes)
def test_a_crop_lies_within_its_picture(width: int, height: int, spots: list[Box]) -> None:
    view = crop(picture(width, height), spots).view
    assert view.x >= 0
    assert view.y >= 0
    assert 1 <= view.width <= max(1, width)
    assert 1 <= view.height <= max(1, height)
    assert view.right <= max(1, width)
    assert view.bottom <= max(1, height)
