"""Names that stand over and over on a video's page, one of them read wrong: all are read alike.

A sticker or a face covers a label for a while, or the codec smears it as it scrolls off.  Called by
`conversing` with every reading; a picture's is given back as it is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chatmine.records import Line, Reading

_OFTEN = 2
_SHORTEST, _LONGEST = 4, 20
"""Letters: shorter words differ by one letter now and then, longer ones are no names."""
_UNSURE = 0.95
"""Names on a page are read with 0.98 and more."""


def agreed(reading: Reading) -> Reading:
    """The reading, words that are one letter off from those elsewhere in their column read as these."""
    if not reading.scenes:
        return reading
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in reading.lines:
        if not line.replaced and line.text.isalpha() and _SHORTEST <= len(line.text) <= _LONGEST:
            groups[line.text].append(line)
    often = [group for group in groups.values() if len(group) >= _OFTEN]
    if not often:
        return reading
    return replace(reading, lines=tuple(_agreed(line, often) for line in reading.lines))


def _agreed(line: Line, often: Sequence[Sequence[Line]]) -> Line:
    if line.confidence >= _UNSURE or not line.text.isalpha():
        return line
    names = {group[0].text for group in often if _is_one_of(line, group)}
    return replace(line, text=names.pop()) if len(names) == 1 else line


def _is_one_of(line: Line, group: Sequence[Line]) -> bool:
    beside = [
        one
        for one in group
        if one.scene == line.scene
        and abs(one.box.x - line.box.x) <= 0.4 * line.box.height
        and one.confidence > line.confidence
    ]
    name = group[0].text
    off = sum(a != b for a, b in zip(name, line.text, strict=False))
    return len(beside) >= _OFTEN and len(name) == len(line.text) and off == 1
