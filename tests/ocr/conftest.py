"""Small videos, made for a test."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy
import pytest
from PIL import Image

Film = Callable[..., Path]


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """Writes a video of `(seconds, picture)`, each shown until the next one's time; the last until `end`."""

    def write(
        name: str, scenes: Sequence[tuple[float, Image.Image]], end: float, *, fps: int = 5, turn: int = 0
    ) -> Path:
        path = tmp_path / name
        if path.suffix == ".gif":
            ends = [start for start, _ in scenes[1:]] + [end]
            first, *others = (picture for _, picture in scenes)
            times = [round(1000 * (after - start)) for (start, _), after in zip(scenes, ends, strict=True)]
            first.save(path, save_all=True, append_images=others, duration=times)
            return path
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libvpx" if path.suffix == ".webm" else "mpeg4", rate=fps)
            stream.width, stream.height = scenes[0][1].size
            stream.pix_fmt = "yuv420p"
            if turn:
                stream.set_display_rotation(turn)
            for number in range(round(end * fps)):
                picture = [picture for start, picture in scenes if start <= number / fps + 1e-9][-1]
                frame = av.VideoFrame.from_ndarray(numpy.asarray(picture))
                frame.pts, frame.time_base = number, Fraction(1, fps)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return write
