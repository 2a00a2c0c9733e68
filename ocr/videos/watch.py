"""The scenes of a video while it is watched: from cut to cut, but through zooms.

Fed by `frames` with a few frames a second; gives each canvas once it is over.  Editors zoom in on a screen
and out again: what is shown in between is on the screen already, and the screen goes on afterwards.
"""

from collections.abc import Iterator

from av.video.frame import VideoFrame

from ocr.videos.canvas import STOOD, Canvas
from ocr.videos.zooming import is_zoom

# A scene's tall picture is kept in memory, four times over; one that grows beyond this goes on as another.
MOST_SCENE = 24_000_000
# Zooms take half a second, some a whole one.
_SETTLED = (STOOD, 1.5)
# Of pictures that flicker none is worth waiting for.
_MOST_PASSING = 4


class Watch:
    """The present canvas, the one before it, to which a zoom goes back, and what passed in between."""

    def __init__(self) -> None:
        self._present: Canvas | None = None
        self._before: Canvas | None = None
        self._passing: list[Canvas] = []
        self._zoomed, self._tried = False, 0

    def see(self, second: float, frame: VideoFrame) -> Iterator[Canvas]:
        """Takes in the next frame; gives the canvases that are over."""
        if self._present is None:
            self._present = Canvas(second, frame)
            return
        if self._before and self._before.shows(frame) and (self._zoomed or not _stood(self._present)):
            self._begin(self._before)
            self._before, self._passing = None, []
        if self._present.is_full(MOST_SCENE) or not self._present.see(second, frame):
            yield from self._cut(self._present.settled(second))
            self._begin(Canvas(second, frame))
        self._look_for_zoom(second)

    def end(self) -> Iterator[Canvas]:
        """The canvases that are left."""
        last = [] if self._zoomed else [self._present]
        yield from (one for one in (self._before, *self._passing, *last) if one)

    def _begin(self, canvas: Canvas) -> None:
        self._present, self._zoomed, self._tried = canvas, False, 0

    def _cut(self, over: Canvas) -> Iterator[Canvas]:
        if self._zoomed:
            self._passing = []
        elif self._before and not _stood(over) and len(self._passing) < _MOST_PASSING:
            self._passing.append(over)
        else:
            yield from (one for one in (self._before, *self._passing) if one)
            self._before, self._passing = over, []

    def _look_for_zoom(self, second: float) -> None:
        """Asks once or twice, when it has come to rest, whether the present picture is a zoom."""
        if not self._before or not self._present or self._zoomed or self._tried >= len(_SETTLED):
            return
        if second - self._present.start >= _SETTLED[self._tried]:
            self._tried += 1
            self._zoomed = is_zoom(self._present.grey, self._before.grey)


def _stood(canvas: Canvas) -> bool:
    return canvas.last - canvas.start >= STOOD
