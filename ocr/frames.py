"""A video to a Reading: its scenes, each line of text in them read once, in its last state.

Looks at about ten frames a second and keeps of each scene one tall picture (`canvas`); when the scene is
over, that is read (`scenes`).  So what is read grows with what is said, not with how long it is shown.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from chatmine.errors import Unreadable
from chatmine.records import Line, Reading
from ocr.decoding import Image
from ocr.reading import Engine, version_of
from ocr.videos import film
from ocr.videos.scenes import Seen, read_scene
from ocr.videos.watch import Watch

# Seconds between two looks: typing and streaming come in steps of about this.
INTERVAL = 0.1
# Full HD at 60 frames a second; nothing decodes so fast that more could be looked at in reasonable time.
MOST_A_SECOND = 125_000_000


def read_video(
    path: Path, media: str, engine: Engine, longest: float = 3600.0, most_text: int = 600_000_000
) -> Reading:
    """The reading of the video at `path`, whose SHA-256 is `media`.

    One that is cut off or damaged is read as far as it goes; `cut_off` of the reading says so.  Raises
    `Unreadable` as `film.opened` and `film.shown` do, `video_too_long` above `longest` seconds, and
    `video_too_busy` when more than `most_text` pixels would have to be read (a million takes about a second).
    """
    metered = _Metered(engine, most_text)
    with film.opened(path) as (container, stream):
        duration = film.duration_of(container, stream)
        if duration > longest:
            # Headers of files that were put together are wrong at times.
            container.seek(0)
            duration = film.packets_end(container, stream, longest)
        if duration > longest:
            raise film.too_long(longest)
        container.seek(0)
        frames = film.shown(container, stream, longest + 1, (longest + 1) * MOST_A_SECOND)
        way = film.Way()
        seen = list(scenes(film.as_far_as_it_goes(frames, way), metered))
        cut_off = film.cut_off(stream, way)
    if not seen:
        raise film.broken("it has no frame")
    return Reading(
        media=media,
        engine=engine.name,
        version=version_of(engine),
        width=seen[0].size[0],
        height=seen[0].size[1],
        duration=duration,
        paper=max(seen, key=lambda one: one.scene.end - one.scene.start).scene.paper,
        lines=tuple(line for one in seen for line in one.lines),
        shapes=tuple(shape for one in seen for shape in one.shapes),
        scenes=tuple(one.scene for one in seen),
        crops=tuple(crop for one in seen for crop in one.crops),
        cut_off=cut_off,
    )


class _Metered(Engine):
    """An engine that refuses when it has read too much."""

    def __init__(self, engine: Engine, most: int) -> None:
        self.name, self.version = engine.name, engine.version
        self._engine, self._left, self._most = engine, most, most

    def read(self, image: Image) -> list[Line]:
        self._count(image)
        return self._engine.read(image)

    def read_row(self, image: Image) -> Line | None:
        self._count(image)
        return self._engine.read_row(image)

    def _count(self, image: Image) -> None:
        self._left -= image.shape[0] * image.shape[1]
        if self._left < 0:
            raise Unreadable(
                "video_too_busy",
                f"the video shows more text than can be read ({self._most:,} pixels of it)",
                "cut it to the part that shows the chat, or raise most_text under [ocr]",
            )


def scenes(frames: Iterable[film.Shown], engine: Engine) -> Iterator[Seen]:
    """The scenes among the frames, read, in order."""
    watch, number = Watch(), 0
    for shown in _sampled(frames):
        for canvas in watch.see(shown.second, shown.frame):
            yield read_scene(canvas, number, engine, cut=True)
            number += 1
    left = list(watch.end())
    for canvas in left:
        yield read_scene(canvas, number, engine, cut=canvas is not left[-1])
        number += 1


def frames_at(path: Path, seconds: list[float]) -> Iterator[Image]:
    """For each of the ascending `seconds` the picture that the video shows then, upright RGB."""
    with film.opened(path) as (container, stream):
        wanted = iter(seconds)
        due = next(wanted, None)
        held: film.Shown | None = None
        for shown in film.shown(container, stream):
            while due is not None and held is not None and shown.second > due:
                yield film.upright(held.frame)
                due = next(wanted, None)
            if due is None:
                return
            held = shown
        while due is not None and held is not None:
            yield film.upright(held.frame)
            due = next(wanted, None)


def _sampled(frames: Iterable[film.Shown]) -> Iterator[film.Shown]:
    """The first frame, those that follow at least nearly `INTERVAL` apart, and the last."""
    due, held = 0.0, None
    for shown in frames:
        held = shown
        if shown.second >= due:
            yield shown
            due, held = shown.second + 0.95 * INTERVAL, None
    if held is not None:
        yield held
