"""What a recogniser gets wrong in the same way again and again, put right where it is certain.

A coloured line and the picture go in, the line comes out; called for every line.  Look-alikes are told by
the characters beside them, lost spaces by the gap in the ink.  No word is ever changed for another one, and
each rule here lowered the error on real pictures and raised it on none (benchmarks/RESULTS.md).
"""

import re
from dataclasses import replace

import numpy
from numpy.typing import NDArray

from chatmine.records import Colour, Line
from ocr.colours import apart
from ocr.decoding import Image

# In widths of a Chinese character: between one and a letter without a space 0.30 at most, with one 0.27 to
# 0.9 (371 places on real pictures).
GAP = 0.31
# The same behind the two strokes of a comment, which slant: four places with a space have 0.21 to 0.4, and no
# comment without one was seen.
COMMENT_GAP = 0.2
# In widths of a Latin character: between a statement and the comment behind it 1.15 with a space; between the
# two signs of `()` 0.6 at most without one.
LATIN_GAP = 0.8
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
_STROKES = re.compile(r"(?<![A-Z\d])∥(/?)|(?<=[A-Z\d])∥(/?)(?![A-Z\d])")
# The arrow of a function before its body, which some fonts join.
_ARROW = re.compile(r"(?:(?<=\))|(?<=\) ))⇒(?= ?\{)")
# A sum without its second part ends nowhere.
_PLUS = re.compile(r"(?<=\w)\+ \+(?=[;)])")
# A dash is two characters long in Chinese, and no sentence has one before a measure word.
_ONE = re.compile(r"(?<=[\u3400-\u9fff])—(?=[个种些次样位条句段份张])")
# The end of a statement before a comment.
_CODE_STOP = re.compile(r"^[\x00-\x7f]*[\w)\]}\"']；(?=\s*//)")


def repaired(line: Line, image: Image) -> Line:
    """The line with its look-alikes and spaces put right; `edges` stay one more than characters, or none."""
    return spaced(closed(paired(lettered(line)), image), image)


def lettered(line: Line) -> Line:
    """`Al` is AI, a lone dash before a measure word is 一, a wide semicolon in code is a narrow one."""
    text = line.text
    if not _NO_AI.search(text):
        text = _AL.sub("AI", text)
    text = _ONE.sub("一", text)
    text = _CODE_STOP.sub(lambda found: found[0][:-1] + ";", text)
    return line if text == line.text else replace(line, text=text)


def paired(line: Line) -> Line:
    """Two strokes for a `∥` that is none of geometry's, and `=>` for the arrow before a function's body."""
    return _pair_for(_ARROW, "=>", _pair_for(_STROKES, "//", line))


def _pair_for(sign: re.Pattern[str], pair: str, line: Line) -> Line:
    while found := sign.search(line.text):
        start, end = found.span()
        edges = line.edges
        if edges and end - start == 1:
            edges = (*edges[:end], (edges[start] + edges[end]) // 2, *edges[end:])
        line = replace(line, text=f"{line.text[:start]}{pair}{line.text[end:]}", edges=edges)
    return line


def closed(line: Line, image: Image) -> Line:
    """`++` and `()` without the space that was read into them."""
    places = [found.start() + 1 for found in _PLUS.finditer(line.text)]
    if line.edges and line.paper is not None and "( )" in line.text:
        inked, most = _inked(line, image), LATIN_GAP * _latin_width(line)
        opened = [found.start() + 1 for found in re.finditer(r"\( \)", line.text)]
        for place in opened:
            start, end = _widest(line, place - 1, place + 1, inked)
            places += [place] if end - start < most else []
    for place in sorted(places, reverse=True):
        edges = (*line.edges[:place], *line.edges[place + 1 :]) if line.edges else ()
        line = replace(line, text=line.text[:place] + line.text[place + 1 :], edges=edges)
    return line


def spaced(line: Line, image: Image) -> Line:
    """A space wherever the ink leaves one free beside a Chinese character or before a comment."""
    places = [(place, least) for place in range(1, len(line.text)) if (least := _least(line, place))]
    if not places or not line.edges or line.paper is None:
        return line
    inked = _inked(line, image)
    for place, least in reversed(places):
        start, end = _widest(line, place - 1, place, inked)
        if end - start >= least:
            text = f"{line.text[:place]} {line.text[place:]}"
            line = replace(line, text=text, edges=(*line.edges[:place], start, end, *line.edges[place + 1 :]))
    return line


def _least(line: Line, place: int) -> float:
    """How wide a space before the character at `place` is, at least; 0 where none is usual."""
    text = line.text
    if text.startswith("//", place) and text[place - 1] in ";{})],":
        return LATIN_GAP * _latin_width(line)
    if not _may_part(text[place - 1], text[place]):
        return 0.0
    comment = text[:place].endswith("//") and _is_chinese(text[place])
    return (COMMENT_GAP if comment else GAP) * _width(line)


def _may_part(before: str, after: str) -> bool:
    """Whether a space is usual between the two: a Chinese character and a letter, digit or list's mark."""
    if _is_chinese(before):
        return after.isascii() and (after.isalnum() or after in "-[/=+") or after in "×÷"
    return _is_chinese(after) and (
        before.isascii() and (before.isalnum() or before in "-].=+/#") or before in "×÷"
    )


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _width(line: Line) -> float:
    """A Chinese character's usual width on this line; the line's height where it has only a few."""
    pairs = zip(line.text, line.edges, line.edges[1:], strict=False)
    widths = [right - left for character, left, right in pairs if _is_chinese(character)]
    return float(numpy.median(widths)) if len(widths) >= 3 else float(line.box.height)


def _latin_width(line: Line) -> float:
    """The usual width of the line's letters, digits and signs of ASCII; its height where it has none."""
    pairs = zip(line.text, line.edges, line.edges[1:], strict=False)
    widths = [right - left for character, left, right in pairs if character.isascii() and character != " "]
    return float(numpy.median(widths)) if widths else float(line.box.height)


def _inked(line: Line, image: Image) -> NDArray[numpy.bool_]:
    """For each column of the line's box whether there is ink in it."""
    box, paper = line.box, line.paper or Colour(255, 255, 255)
    far = apart(image[box.y : box.bottom, box.x : box.right], paper)
    return numpy.asarray((far > INKED * far.max(initial=0)).any(axis=0))


def _widest(line: Line, before: int, after: int, inked: NDArray[numpy.bool_]) -> tuple[int, int]:
    """The widest stretch of columns without ink between the middles of two characters."""
    edges = line.edges
    start, end = (edges[before] + edges[before + 1]) // 2, -(-(edges[after] + edges[after + 1]) // 2)
    taken = numpy.flatnonzero(inked[max(start - line.box.x, 0) : max(end - line.box.x, 0)]) + start
    ends = numpy.concatenate(([start - 1], taken, [end]))
    widest = int(numpy.argmax(numpy.diff(ends)))
    return int(ends[widest]) + 1, int(ends[widest + 1])
