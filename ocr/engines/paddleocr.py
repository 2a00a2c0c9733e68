"""PaddleOCR on onnxruntime, with the PP-OCRv6 small models that the rapidocr package carries.

Nothing is downloaded for those: their files are laid out once, as PaddleOCR wants them, in a cache folder.
Another name is one of PaddleOCR's own hub and is fetched by it; a folder is taken as it is.  The models
are loaded by the first `read`: importing paddleocr alone takes a second.  Arrays go in as BGR.
"""

import hashlib
import importlib.metadata
import importlib.util
import logging
import math
import os
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy
import platformdirs
import yaml

from chatmine.errors import CannotWork
from chatmine.records import Box, Line
from ocr import reading
from ocr.characters import Word, edges_of
from ocr.decoding import Image

CARRIED = {
    "PP-OCRv6_small_det": "PP-OCRv6_det_small.onnx",
    "PP-OCRv6_small_rec": "PP-OCRv6_rec_small.onnx",
}

LEAST_SIDE = 64

# A line is read from a crop with this much around its core (PaddleOCR's `unclip_ratio`), and its box is the
# usual one.  From the usual crop underscores, spaces and the width of marks get lost (benchmarks/RESULTS.md).
ROOM_TO_READ = 2.0
ROOM_OF_BOX = 1.5

# PaddleOCR's own numbers for training and running these two; rapidocr's differ and belong to its own code.
_DETECTION = {
    "PreProcess": {
        "transform_ops": [
            {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
            {"DetResizeForTest": None},
            {
                "NormalizeImage": {
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225],
                    "scale": 1 / 255,
                    "order": "hwc",
                }
            },
            {"ToCHWImage": None},
        ]
    },
    "PostProcess": {
        "name": "DBPostProcess",
        "thresh": 0.3,
        "box_thresh": 0.6,
        "max_candidates": 1000,
        "unclip_ratio": ROOM_OF_BOX,
    },
}
_RECOGNITION = {
    "PreProcess": {
        "transform_ops": [
            {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
            {"RecResizeImg": {"image_shape": [3, 48, 320]}},
        ]
    },
}


class Engine(reading.Engine):
    """PaddleOCR.

    `detection` and `recognition` are a model's name (carried, or of PaddleOCR's hub) or a folder with
    `inference.yml` and `inference.onnx`; `cache` is where carried models are laid out (by default the
    user's cache folder); `threads` is for one `read`.
    """

    name = "paddleocr"

    def __init__(
        self,
        detection: str = "PP-OCRv6_small_det",
        recognition: str = "PP-OCRv6_small_rec",
        cache: str | Path | None = None,
        threads: int = 2,
    ) -> None:
        self._detection = detection
        self._recognition = recognition
        self._cache = Path(cache) if cache else platformdirs.user_cache_path("chatmine") / "ocr"
        self._threads = threads
        models = " ".join(_fingerprint(model) for model in (detection, recognition))
        self.version = f"{importlib.metadata.version('paddleocr')} {models}, room {ROOM_TO_READ}"

    def read(self, image: Image) -> list[Line]:
        """The lines of an RGB image; no side above 4,000 pixels, or PaddleOCR would shrink it."""
        height, width = image.shape[:2]
        # PaddleOCR enlarges what is smaller, and then shrinks what has become too long.
        rest = ((0, max(0, LEAST_SIDE - height)), (0, max(0, LEAST_SIDE - width)), (0, 0))
        bgr = numpy.pad(image[:, :, ::-1], rest, mode="edge")
        found = self._ocr.predict(bgr, return_word_box=True, text_det_unclip_ratio=ROOM_TO_READ)[0]
        rows = zip(
            found["rec_texts"],
            found["rec_scores"],
            found["rec_boxes"],
            found["text_word"],
            found["text_word_region"],
            strict=True,
        )
        return [_line(*row, width, height) for row in rows if row[0].strip()]

    def read_row(self, image: Image) -> Line | None:
        """The row of an RGB image that holds nothing else: recognised without looking for it."""
        height, width = image.shape[:2]
        bgr = numpy.ascontiguousarray(image[:, :, ::-1])
        found = next(iter(self._ocr.paddlex_pipeline.text_rec_model([bgr], return_word_box=True)))
        text, columns = found["rec_text"]
        if not text.strip():
            return None
        from paddlex.inference.pipelines.components import cal_ocr_word_box

        corners = numpy.array([[0, 0], [width, 0], [width, height], [0, height]])
        words, regions = cal_ocr_word_box(text, corners, columns)
        return _line(text, found["rec_score"], (0, 0, width, height), words, regions, width, height)

    @cached_property
    def _ocr(self) -> Any:
        """The loaded models."""
        paddleocr = _imported(self._cache, self._threads)
        name, folder = _model(self._detection, self._cache)
        rec_name, rec_folder = _model(self._recognition, self._cache)
        try:
            return paddleocr.PaddleOCR(
                engine="onnxruntime",
                engine_config={"intra_op_num_threads": self._threads},
                text_detection_model_name=name,
                text_detection_model_dir=folder,
                text_recognition_model_name=rec_name,
                text_recognition_model_dir=rec_folder,
                # One line at a time: lighter, faster on a CPU, and no line's text depends on its neighbours.
                text_recognition_batch_size=1,
                use_doc_orientation_classify=False,
                use_doc_unwarping=False,
                use_textline_orientation=False,
            )
        except Exception as error:  # PaddleOCR raises plain Exception when its hub is out of reach
            raise CannotWork(
                "no_ocr_model",
                f"PaddleOCR could not load {self._detection} and {self._recognition}: {_one_line(error)}",
                "name model folders or carried models as detection and recognition under [ocr]; "
                f"carried: {', '.join(CARRIED)}",
            ) from error


def _line(
    text: str, score: float, corners: Any, words: list[str], regions: list[Any], width: int, height: int
) -> Line:
    left, right = (min(max(int(side), 0), width) for side in (corners[0], corners[2]))
    top, bottom = (min(max(int(side), 0), height) for side in (corners[1], corners[3]))
    crop = Box(left, top, right - left, bottom - top)
    box = _usual(crop, width, height)
    placed: list[Word] = [
        (word, float(region[0][0]), float(region[1][0])) for word, region in zip(words, regions, strict=True)
    ]
    # PaddleOCR reads boxes at least 1.5 times as high as wide as turned by 90 degrees: no columns there.
    upright = crop.height < 1.5 * crop.width
    return Line(
        text=text,
        box=box,
        confidence=float(score),
        edges=edges_of(text, placed, box) if upright else (),
    )


def _usual(crop: Box, width: int, height: int) -> Box:
    """The box that PaddleOCR would have given with its usual room; sides at the image's edge stay there.

    Around a core of w x h it leaves `room * w * h / (2 * (w + h))`: solved here for w + h.
    """
    around, apart = crop.width + crop.height, crop.width - crop.height
    if around <= 0:
        return crop
    root = math.sqrt(around**2 + (2 + ROOM_TO_READ) * ROOM_TO_READ * apart**2)
    core = (around + root) / (2 + ROOM_TO_READ)
    less = round((ROOM_TO_READ - ROOM_OF_BOX) * (core**2 - apart**2) / (8 * core))
    left, top = (side + less if side > 0 else 0 for side in (crop.x, crop.y))
    right = crop.right - less if crop.right < width else width
    bottom = crop.bottom - less if crop.bottom < height else height
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))


def _imported(cache: Path, threads: int) -> Any:
    """The package, kept quiet and away from the user's home folder."""
    _make_folder(cache)
    # Looked at once, at import: without it a folder is made in the home, which may not be writable.
    os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(cache / "paddlex"))
    import cv2
    import paddleocr

    cv2.setNumThreads(threads)
    logging.getLogger("paddlex").setLevel(logging.ERROR)
    return paddleocr


def _model(model: str, cache: Path) -> tuple[str, str | None]:
    """The model's name and its folder; no folder: PaddleOCR fetches it."""
    if model in CARRIED:
        return model, str(laid_out(model, cache))
    if Path(model).is_dir():
        notes = yaml.safe_load((Path(model) / "inference.yml").read_text(encoding="utf-8"))
        return str(notes["Global"]["model_name"]), model
    return model, None


def laid_out(model: str, cache: Path) -> Path:
    """The folder of a carried model, made when it is not there yet.

    It is made aside and renamed, so that it is whole or absent, whoever else is making it.
    """
    folder = cache / f"{model}-{importlib.metadata.version('rapidocr')}"
    if folder.is_dir():
        return folder
    _make_folder(cache)
    aside = Path(tempfile.mkdtemp(prefix=".making-", dir=cache))
    try:
        shutil.copyfile(_carried_file(model), aside / "inference.onnx")
        notes = {"Global": {"model_name": model}, **_notes(model, aside / "inference.onnx")}
        text = yaml.safe_dump(notes, allow_unicode=True)
        (aside / "inference.yml").write_text(text, encoding="utf-8")
        aside.chmod(0o755)
        aside.rename(folder)
    except OSError as error:
        if not folder.is_dir():  # otherwise another process was first
            raise _cache_refused(cache, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _carried_file(model: str) -> Path:
    found = importlib.util.find_spec("rapidocr")  # looked up, never imported
    file = Path(found.origin or "").parent / "models" / CARRIED[model] if found else None
    if file is None or not file.is_file():
        raise CannotWork(
            "no_ocr_model",
            f"the rapidocr package that carries {model} is not installed",
            "install chatmine with its locked requirements, or name model folders under [ocr]",
        )
    return file


def _notes(model: str, onnx: Path) -> dict[str, Any]:
    if model.endswith("_det"):
        return _DETECTION
    import onnxruntime

    session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    # One of the characters is a space (U+3000): never strip.
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    return {**_RECOGNITION, "PostProcess": {"name": "CTCLabelDecode", "character_dict": characters}}


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cache_refused(folder, error) from error


def _cache_refused(cache: Path, error: OSError) -> CannotWork:
    return CannotWork(
        "no_cache_folder",
        f"the folder for the OCR models, {cache}, can't be written: {error.strerror}",
        "set XDG_CACHE_HOME to a folder that can be written",
    )


def _fingerprint(model: str) -> str:
    """A name, and for a folder the hash of its files too: they may change under the same name."""
    if not Path(model).is_dir():
        return model
    digest = hashlib.sha256()
    for file in sorted(Path(model).glob("inference.*")):
        digest.update(file.read_bytes())
    return f"{Path(model).name}@{digest.hexdigest()[:12]}"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
