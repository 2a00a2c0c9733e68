"""What lies over the ends of lines and was read with them: avatars in front, watermarks behind.

Called by `screens` for a picture's lines.  The recogniser takes an avatar that stands close to a line for an
emoji or a letter at its beginning, and a platform's mark over a corner for its end.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from chatmine.records import Box, Line, Shape

_SIGN = re.compile(r"(?<=[^\s\w])\s?@\S{1,12}$|(?:小红书)?号\s?[:：]\s?\d{8,12}$")
_FACE = re.compile(r"^(?:[^\w\s<>{}()\[\]#\"'“‘（《【\-–•·●○◦▪■]\ufe0f?|[\u3400-\u9fff口])\s*(?=\S)")


def uncovered(lines: Sequence[Line], shapes: Sequence[Shape], frame: Box, em: float) -> list[Line]:
    """The lines without what lies over their ends; one that is nothing else stays as it is."""
    icons = [s.box for s in shapes if s.kind == "icon" and s.box.width > 0.9 * em]
    starts = [line.box.x for line in lines]
    return [_without_face(_without_sign(line, frame, em), icons, starts, em) for line in lines]


def _without_sign(line: Line, frame: Box, em: float) -> Line:
    """The line without the platform's mark at its end, in the picture's lower right corner."""
    low = frame.bottom - line.box.bottom < 0.05 * frame.height + em
    right = frame.right - line.box.right < 0.05 * frame.width + 0.5 * em
    mark = _SIGN.search(line.text) if low and right and line.place is None else None
    return _part(line, 0, mark.start()) if mark and mark.start() > 3 else line


def _without_face(line: Line, icons: Sequence[Box], starts: Sequence[int], em: float) -> Line:
    """The line without the avatar in front: it stands where others do, its text begins where others do."""
    face = _FACE.match(line.text) if line.place is None and len(line.edges) == len(line.text) + 1 else None
    if face is None:
        return line
    begin, size = line.edges[face.end()], line.edges[face.end()] - line.edges[0]
    column = any(abs(icon.x - line.box.x) < 0.5 * em and size < icon.width + 2 * em for icon in icons)
    aligned = sum(abs(start - begin) < 0.5 * em for start in starts) >= 2
    apart = sum(abs(start - line.box.x) < 0.5 * em for start in starts) == 1
    return _part(line, face.end(), len(line.text)) if column and aligned and apart else line


def _part(line: Line, start: int, end: int) -> Line:
    """The characters `start` up to `end` of a line: its box stays, its place is where they stand."""
    if len(line.edges) != len(line.text) + 1:
        return replace(line, text=line.text[start:end].rstrip())
    end = len(line.text[:end].rstrip())
    left = line.box.x if start == 0 else line.edges[start]
    right = line.box.right if end == len(line.text) else line.edges[end]
    box = line.box._replace(x=left, width=max(1, right - left))
    return replace(line, text=line.text[start:end], edges=line.edges[start : end + 1], place=box)
