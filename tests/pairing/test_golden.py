"""Golden conversations: each folder in `cases` holds readings of one kind of picture and what they make.

The readings were made once from pictures that we drew ourselves (`save_reading.py`), so no test here needs
a browser or a recogniser.  What is kept is what a reader can check by eye; that evidence is in order is a
law (`test_laws.py`).
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatmine.records import Box, Colour, Conversation, Evidence, Reading, Shape, from_json
from pairing.conversing import conversations, explain

CASES = Path(__file__).parent / "cases"


def readings_of(case: Path) -> list[Reading]:
    return [from_json(file.read_bytes(), Reading) for file in sorted(case.glob("reading*.json"))]


def to_be_read(conversation: Conversation) -> dict[str, Any]:
    return {
        "assistant": conversation.assistant,
        "model": conversation.model,
        "client": conversation.client,
        "language": conversation.language,
        "flags": list(conversation.flags),
        "pictures": len(conversation.media),
        "turns": [
            {"role": turn.role, "partial": turn.partial, "text": turn.text.split("\n")}
            for turn in conversation.turns
        ],
    }


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_golden_reading_makes_its_conversations(case: Path) -> None:
    readings = readings_of(case)
    thrown_away = [f"{p.reason}: {p.line.text}" for r in readings for p in explain(r) if p.reason]
    made = {
        "conversations": [to_be_read(one) for one in conversations(readings, None)],
        "thrown away": thrown_away,
    }
    expected = case / "conversations.json"
    if not expected.exists():
        expected.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected} was missing and is written now: read it, and commit it if it is right")
    assert made == json.loads(expected.read_text(encoding="utf-8"))


PICTURES = [case for case in sorted(CASES.iterdir()) if not any(r.duration for r in readings_of(case))]


@pytest.mark.parametrize("case", PICTURES, ids=lambda case: case.name)
def test_a_page_around_a_screenshot_changes_nothing(case: Path) -> None:
    readings = readings_of(case)
    laid = [on_a_page(reading) for reading in readings]
    assert [c.turns for c in conversations(laid, None)] == [
        tuple(replace(turn, evidence=tuple(moved(piece) for piece in turn.evidence)) for turn in c.turns)
        for c in conversations(readings, None)
    ]


def on_a_page(reading: Reading) -> Reading:
    """Laid on a blue page, 90 pixels from the left and 60 from the top."""
    picture = Shape(
        kind="panel",
        box=Box(90, 60, reading.width, reading.height),
        colour=reading.paper or Colour(255, 255, 255),
    )
    return replace(
        reading,
        width=reading.width + 180,
        height=reading.height + 120,
        paper=Colour(90, 120, 160),
        lines=tuple(
            replace(line, box=shifted(line.box), edges=tuple(edge + 90 for edge in line.edges))
            for line in reading.lines
        ),
        shapes=(picture, *(replace(shape, box=shifted(shape.box)) for shape in reading.shapes)),
    )


def shifted(box: Box) -> Box:
    return box._replace(x=box.x + 90, y=box.y + 60)


def moved(piece: Evidence) -> Evidence:
    box = piece.box and shifted(piece.box)
    return replace(piece, box=box, edges=tuple(edge + 90 for edge in piece.edges))
