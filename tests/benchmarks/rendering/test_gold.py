from benchmarks.rendering.gold import Manner, markdown, turns
from benchmarks.rendering.talks import Code, Heading, Items, Leaf, Lines, Message, Table, Talk, leaf

NAMES_CODE = Manner(names_code=True)


def written(message: Message, *shown: tuple[int, int], manner: Manner = NAMES_CODE) -> str:
    return markdown(message, list(shown), manner)


def test_typed_lines_stay_lines_and_paragraphs_are_parted_by_an_empty_line() -> None:
    message = (Lines(lines=(leaf("one"), leaf("two"))), Lines(lines=(leaf("three"),)))
    assert written(message, (0, 3), (0, 3), (0, 5)) == "one\ntwo\n\nthree"


def test_lists_have_their_marks_and_inner_lists_are_indented() -> None:
    inner = Items(ordered=False, items=((leaf("in"), None),))
    message = (Items(ordered=True, items=((leaf("first"), inner), (leaf("second"), None))),)
    assert written(message, (0, 5), (0, 2), (0, 6)) == "1. first\n   - in\n2. second"


def test_an_item_cut_at_its_beginning_has_no_mark() -> None:
    message = (Items(ordered=False, items=((leaf("long words"), None), (leaf("next"), None))),)
    assert written(message, (5, 10), (0, 4)) == "words\n- next"


def test_headings_tables_and_code() -> None:
    message = (
        Heading(level=2, words=leaf("Head")),
        Table(rows=((leaf("a"), leaf("b")), (leaf("c"), leaf("d")))),
        Code(language="go", lines=(leaf("if x {"), leaf("    y()"), leaf("}"))),
    )
    whole = ((0, 4), *[(0, 1)] * 4, (0, 6), (0, 7), (0, 1))
    assert written(message, *whole) == (
        "## Head\n\n| a | b |\n| --- | --- |\n| c | d |\n\n```go\nif x {\n    y()\n}\n```"
    )


def test_a_code_block_whose_header_is_not_shown_has_no_language() -> None:
    message = (Code(language="go", lines=(leaf("a"), leaf("b"))),)
    assert written(message, (0, 1), (0, 1), manner=Manner()) == "```\na\nb\n```"
    assert written(message, (0, 0), (0, 1)) == "```\nb\n```"


def test_code_in_a_sentence_stands_between_backticks() -> None:
    words = Leaf(pieces=("Call ", "len()", " now."), styles=("", "code", ""))
    assert written((Lines(lines=(words,)),), (0, 15)) == "Call `len()` now."


def test_a_run_of_messages_is_one_turn_and_what_is_cut_is_partial() -> None:
    said = (Lines(lines=(leaf("hello there"),)),)
    talk = Talk(language="en", messages=(("user", said), ("user", said), ("assistant", said)))
    seen = {(0, 0): (6, 11), (1, 0): (0, 11), (2, 0): (0, 0)}
    assert turns(talk, seen, NAMES_CODE) == [
        {"role": "user", "text": "there\n\nhello there", "partial": True}
    ]
