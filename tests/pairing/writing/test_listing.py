"""Code written down from where its rows stand: indentation, brackets, rows of shells and queries."""

from collections.abc import Sequence

from chatmine.records import Box, Line, Shape
from pairing.screens import Piece
from pairing.writing.code import CodeBlock, looks_like_row
from pairing.writing.listing import write_code
from pairing.writing.rows import Row
from pairing.writing.text import Script

COLUMN, PITCH = 10, 30


def written(rows: Sequence[tuple[float, str]], icons: Sequence[Shape] = ()) -> str:
    """The rows, each begun so many columns from the left, as a code block."""
    made = []
    for number, (columns, text) in enumerate(rows):
        box = Box(round(200 + COLUMN * columns), 100 + PITCH * number, COLUMN * len(text), 20)
        line = Line(text=text, box=box, confidence=0.99)
        made.append(Row(pieces=(Piece(number=number, line=line),), box=box))
    script = Script(media="m")
    write_code(CodeBlock(start=0, stop=len(made), headers=0, language="json"), made, 2000, icons, script)
    return "".join(script.parts)


def test_rows_inside_a_lone_bracket_are_deeper_than_it() -> None:
    rows = [(0.3, "{"), (2, '"litres": 2,'), (2, '"lids": ['), (4, '"steel",'), (2.3, "]"), (0.2, "}")]
    assert written(rows) == '```json\n{\n  "litres": 2,\n  "lids": [\n    "steel",\n  ]\n}\n```'


def test_code_cut_at_its_top_keeps_the_depth_that_its_last_bracket_tells() -> None:
    rows = [(4, "void boil(int litres) {"), (8, "heat(litres);"), (4.4, "}"), (0.4, "}")]
    assert written(rows) == "```json\n    void boil(int litres) {\n        heat(litres);\n    }\n}\n```"


def test_a_bracket_read_as_a_digit_is_one_where_it_closes_what_is_open() -> None:
    rows = [(0, '"lids": ['), (2, '"steel",'), (2, '"glass"'), (0, "1")]
    assert written(rows).endswith('"glass"\n]\n```')
    values = [(0, "litres = ["), (2, "2,"), (2, "1"), (0, "]")]
    assert "\n  1\n]" in written(values)


def test_clauses_of_queries_and_loops_of_shells_are_code() -> None:
    rows = ["FROM kettles", "WHERE litres > 2", "GROUP BY maker", "for f in *.txt; do", "if [ -f x ]; then"]
    assert all(looks_like_row(row) for row in rows)
    prose = ["From kettles we learn patience", "Where does the water go?", "where litres are many"]
    assert not any(looks_like_row(row) for row in prose)
