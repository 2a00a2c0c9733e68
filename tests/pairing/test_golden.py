"""Golden conversations: each folder in `cases` holds readings of one kind of picture and what they make.

The readings were made once from pictures that we drew ourselves (`save_reading.py`), so no test here needs
a browser or a recogniser.  What is kept is what a reader can check by eye; that evidence is in order is a
law (`test_laws.py`).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from chatmine.records import Conversation, Reading, from_json
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
