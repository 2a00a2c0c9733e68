"""A name that is read wrong once, among its like."""

from chatmine.records import Box, Line, Reading, Scene
from pairing.videos.namesakes import agreed


def _named(*names: tuple[str, float], x: tuple[int, ...] = (), film: bool = True) -> list[str]:
    lines = tuple(
        Line(text=text, box=Box(x[n] if x else 100, 100 * n, 90, 30), confidence=sure, scene=0, second=1.0)
        for n, (text, sure) in enumerate(names)
    )
    scenes = (Scene(start=0, end=9, width=600, height=1200),) if film else ()
    reading = Reading(media="v", engine="drawn", version="1", width=600, lines=lines, scenes=scenes)
    return [line.text for line in agreed(reading).lines]


def test_a_name_that_was_half_covered_is_read_as_its_like() -> None:
    assert _named(("Claude", 1), ("You", 1), ("Clauce", 0.9), ("Claude", 0.99))[2] == "Claude"


def test_what_is_sure_or_stands_elsewhere_or_once_stays() -> None:
    assert _named(("Claude", 1), ("Clauce", 0.99), ("Claude", 1))[1] == "Clauce"
    assert _named(("Claude", 1), ("Clauce", 0.9), ("Claude", 1), x=(100, 300, 100))[1] == "Clauce"
    assert _named(("Claude", 1), ("Clauce", 0.9))[1] == "Clauce"
    assert _named(("Claude", 1), ("Clauce", 0.9), ("Claude", 1), film=False)[1] == "Clauce"


def test_an_avatars_letter_in_front_of_a_message_is_known_by_one_that_stands_alone() -> None:
    def line(text: str, x: int, y: int) -> Line:
        edges = tuple(x + 20 * n for n in range(len(text) + 1))
        box = Box(x, y, 20 * len(text), 30)
        return Line(text=text, box=box, confidence=1, scene=0, second=1.0, edges=edges)

    lines = (line("李 go on", 100, 0), line("李", 100, 300), line("Thank you", 140, 300))
    scene = Scene(start=0, end=9, width=600, height=1200)
    reading = Reading(media="v", engine="drawn", version="1", width=600, lines=lines, scenes=(scene,))
    first = agreed(reading).lines[0]
    assert (first.text, first.box.x) == ("go on", 140)
