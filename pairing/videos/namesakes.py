"""Names that stand over and over on a video's page, one of them read wrong: all are read alike.

A sticker or a face covers a label for a while, or the codec smears it as it scrolls off; and what an avatar
says is read into the message beside it here, and alone there.  Called by `conversing` with every reading; a
picture's is given back as it is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chatmine.records import Line, Reading
from pairing.measures import shared
from pairing.videos.burned import from_letter

_OFTEN = 2
_SHORTEST, _LONGEST = 4, 20
"""Letters: shorter words differ by one letter now and then, longer ones are no names."""
_INITIALS = 2
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
    initials = [line for line in reading.lines if not line.replaced and _is_initial(line, reading.lines)]
    lines = (_agreed(line, often) for line in reading.lines)
    return replace(reading, lines=tuple(_without_initial(line, initials) for line in lines))


def _is_initial(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a letter or two stand alone in front of a line, as an avatar's do."""
    box = line.box
    return (
        line.text.isalpha()
        and len(line.text) <= _INITIALS
        and any(
            one.scene == line.scene
            and 0 <= one.box.x - box.right <= 2 * box.height
            and shared(one.box.y, one.box.bottom, box.y, box.bottom) > 0.5 * box.height
            for one in lines
        )
    )


def _without_initial(line: Line, initials: Sequence[Line]) -> Line:
    """The line without an avatar's letters in front of it that stand alone elsewhere in its column."""
    for one in initials:
        near = one.scene == line.scene and abs(one.box.x - line.box.x) <= 0.4 * line.box.height
        if near and line.text.startswith(f"{one.text} "):
            return from_letter(line, len(one.text))
    return line


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
