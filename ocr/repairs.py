"""What a recogniser gets wrong in the same way again and again, put right where it is certain.

A coloured line and the picture go in, the line comes out; called for every line.  Look-alikes are told by
the characters beside them, lost spaces by the gap in the ink.  No word is ever changed for another one, and
each rule here lowered the error on real pictures and raised it on none (benchmarks/RESULTS.md).
"""

import re
from dataclasses import replace

import numpy
from numpy.typing import NDArray

from chatmine.records import Line
from ocr.decoding import Image

# In widths of a Chinese character: between one and a letter without a space 0.30 at most, with one 0.27 to
# 0.9 (371 places on real pictures).
GAP = 0.31
# Summed over the channels, of the line's own greatest contrast: what is fainter is a letter's rim.
INKED = 0.25

# Names that begin with Al; everywhere else these two letters are the two of "AI".
_AL = re.compile(
    r"(?<![A-Z0-9])Al(?![A-Za-z0-9'’\-])"
    r"(?! (?:Gore|Pacino|Capone|Jazeera|Qaeda|Jolson|Jarreau|Franken|Green|Roker|Jaffee|Hilal|Nassr)\b)"
)
# Beside these it is aluminium, or a man.
_NO_AI = re.compile(r"\b(?:Fe|Cu|Zn|Mg|Na|Ca|Si|Ti|Ni|Cr|Mn|Ag|Au|Pb|Sn|Hg|Weird)\b|铝|鋁|[Aa]lumini?um")
# Read for the two strokes before a comment or in an address; between capitals it may be geometry's own.
_PARALLEL = re.compile(r"(?<![A-Z\d])∥(/?)|(?<=[A-Z\d])∥(/?)(?![A-Z\d])")
# A dash is two characters long in Chinese, and no sentence has one before a measure word.
_ONE = re.compile(r"(?<=[\u3400-\u9fff])—(?=[个种些次样位条句段份张])")
# The end of a statement before a comment.
_CODE_STOP = re.compile(r"^[\x00-\x7f]*[\w)\]}\"']；(?=\s*//)")


def repaired(line: Line, image: Image) -> Line:
    """The line with its look-alikes and spaces put right; `edges` stay one more than characters, or none."""
    return spaced(without_parallels(lettered(line)), image)


def lettered(line: Line) -> Line:
    """`Al` is AI, a lone dash before a measure word is 一, a wide semicolon in code is a narrow one."""
    text = line.text
    if not _NO_AI.search(text):
        text = _AL.sub("AI", text)
    text = _ONE.sub("一", text)
    text = _CODE_STOP.sub(lambda found: found[0][:-1] + ";", text)
    return line if text == line.text else replace(line, text=text)


def without_parallels(line: Line) -> Line:
    """Two strokes for each `∥` that is none of geometry's, and for `∥/` as well."""
    while found := _PARALLEL.search(line.text):
        start, end = found.span()
        edges = line.edges
        if edges and end - start == 1:
            edges = (*edges[:end], (edges[start] + edges[end]) // 2, *edges[end:])
        line = replace(line, text=f"{line.text[:start]}//{line.text[end:]}", edges=edges)
    return line


def spaced(line: Line, image: Image) -> Line:
    """A space wherever the ink leaves one free between a Chinese character and what stands beside it."""
    places = [place for place in range(1, len(line.text)) if _may_part(*line.text[place - 1 : place + 1])]
    if not places or not line.edges or line.paper is None:
        return line
    inked, least = _inked(line, image), GAP * _width(line)
    for place in reversed(places):
        start, end = _free(line, place, inked)
        if end - start >= least:
            text = f"{line.text[:place]} {line.text[place:]}"
            line = replace(line, text=text, edges=(*line.edges[:place], start, end, *line.edges[place + 1 :]))
    return line


def _may_part(before: str, after: str) -> bool:
    """Whether a space is usual between the two: a Chinese character and a letter, digit or list's mark."""
    if _is_chinese(before):
        return after.isascii() and (after.isalnum() or after in "-[/=+") or after in "×÷"
    return _is_chinese(after) and (
        before.isascii() and (before.isalnum() or before in "-].=+/") or before in "×÷"
    )


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _width(line: Line) -> float:
    """A Chinese character's usual width on this line; the line's height where it has only a few."""
    pairs = zip(line.text, line.edges, line.edges[1:], strict=False)
    widths = [right - left for character, left, right in pairs if _is_chinese(character)]
    return float(numpy.median(widths)) if len(widths) >= 3 else float(line.box.height)


def _inked(line: Line, image: Image) -> NDArray[numpy.bool_]:
    """For each column of the line's box whether there is ink in it."""
    box = line.box
    patch = image[box.y : box.bottom, box.x : box.right].astype(numpy.int16)
    far = numpy.abs(patch - numpy.array(line.paper, numpy.int16)).sum(axis=2)
    return numpy.asarray((far > INKED * far.max(initial=0)).any(axis=0))


def _free(line: Line, place: int, inked: NDArray[numpy.bool_]) -> tuple[int, int]:
    """The widest stretch of columns without ink between the middles of the characters beside `place`."""
    left, here, right = line.edges[place - 1 : place + 2]
    start, end = (left + here) // 2, -(-(here + right) // 2)
    taken = numpy.flatnonzero(inked[max(start - line.box.x, 0) : max(end - line.box.x, 0)]) + start
    ends = numpy.concatenate(([start - 1], taken, [end]))
    widest = int(numpy.argmax(numpy.diff(ends)))
    return int(ends[widest]) + 1, int(ends[widest + 1])
