from typing import Any

from benchmarks.scoring import Score, folded, score

GOLD = {
    "kind": "chat",
    "bot": "chatgpt",
    "turns": [
        {"role": "user", "text": "How long do eggs boil?", "partial": False},
        {
            "role": "assistant",
            "text": "It depends:\n\n- soft: 5 minutes\n- hard: 10 minutes",
            "partial": False,
        },
    ],
}


def turns() -> list[dict[str, Any]]:
    return [dict(turn) for turn in GOLD["turns"]]  # type: ignore[union-attr, call-overload]


def test_what_was_read_right_has_full_marks() -> None:
    figures = score(GOLD, turns(), "chatgpt").figures()
    assert figures == {
        "turn_f1": 1.0, "text_cer": 0.0, "exact": 1.0, "structure": 1.0, "partial": 1.0,
        "assistant": 1.0, "misnamed": 0.0,
    }  # fmt: skip


def test_swapped_roles_find_nothing() -> None:
    read = turns()
    read[0]["role"], read[1]["role"] = "assistant", "user"
    assert score(GOLD, read, None).found == 0


def test_a_list_read_as_a_paragraph_costs_structure_alone() -> None:
    read = turns()
    read[1]["text"] = read[1]["text"].replace("\n", " ")
    made = score(GOLD, read, None)
    assert made.found == 2
    assert made.figures()["structure"] < 0.5


def test_marks_white_space_and_full_width_forms_do_not_count() -> None:
    assert folded("**你好** ，\n- world！") == folded("你好,world!")


def test_a_page_that_is_no_chat_is_rejected_by_giving_no_turn() -> None:
    page = {"kind": "negative", "bot": None, "turns": []}
    total = Score()
    total.add(score(page, [], None))
    total.add(score(page, turns(), None))
    assert total.figures() == {"negatives_rejected": 0.5}
