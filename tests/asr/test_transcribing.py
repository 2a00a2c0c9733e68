import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy
import pytest
from numpy.typing import NDArray

from asr.engines.whisper import _Once
from asr.fetching import Progress
from asr.sound import RATE, Sound, sound_of
from asr.transcribing import Engine, Heard, ModelMissing, transcribe, version_of
from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Reading, Speech

FIXTURE = Path(__file__).parents[2] / "demo" / "whisper-fixture"
SAMPLES = json.loads((FIXTURE / "samples" / "samples.json").read_text(encoding="utf-8"))
SAMPLES_BY_NAME = {sample["file"]: sample["sentences"] for sample in SAMPLES}


@pytest.fixture(scope="module", params=plugins.names("asr.engines"))
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = plugins.load("asr.engines", request.param).Engine(
        model=str(FIXTURE / "model"), device="cpu"
    )
    return made


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["file"])
def test_a_clip_is_transcribed_to_its_known_text(engine: Engine, sample: dict) -> None:
    reading = transcribe(FIXTURE / "samples" / sample["file"], "0" * 64, engine)
    assert [speech.text for speech in reading.speech] == sample["sentences"]
    assert {speech.language for speech in reading.speech} == {sample["lang"]}
    for speech, (start, end) in zip(reading.speech, sample["spans"], strict=True):
        assert speech.start == pytest.approx(start, abs=0.3)
        assert speech.end == pytest.approx(end, abs=0.3)
        assert 0.5 < speech.confidence <= 1
    assert (reading.engine, reading.version) == (engine.name, version_of(engine))


def test_silence_holds_no_speech(engine: Engine) -> None:
    assert list(engine.transcribe(numpy.zeros(5 * RATE, numpy.float32))) == []


def test_sound_without_voices_needs_no_model() -> None:
    engine = plugins.load("asr.engines", "whisper").Engine(model="no-such-model")
    assert list(engine.transcribe(numpy.zeros(5 * RATE, numpy.float32))) == []


def _hum(seconds: float) -> Sound:
    return (0.2 * numpy.sin(2 * numpy.pi * 100 * numpy.arange(round(seconds * RATE)) / RATE)).astype(
        numpy.float32
    )


def _tune(seconds: float) -> Sound:
    """A plain melody of decaying notes with overtones."""
    notes = [_note(frequency) for frequency in (262, 330, 392, 523, 392, 330)]
    return numpy.tile(numpy.concatenate(notes), 100)[: round(seconds * RATE)]


def _note(frequency: float) -> Sound:
    time = numpy.arange(round(0.4 * RATE)) / RATE
    tone = sum(numpy.sin(2 * numpy.pi * frequency * n * time) / n for n in (1, 2, 3))
    return (0.2 * tone * numpy.exp(-4 * time)).astype(numpy.float32)


def _noise(seconds: float) -> Sound:
    return numpy.random.default_rng(1).normal(0, 0.1, round(seconds * RATE)).astype(numpy.float32)


@pytest.mark.parametrize("made", [_hum, _tune, _noise])
def test_hum_music_and_noise_hold_no_speech(engine: Engine, made: Callable[[float], Sound]) -> None:
    assert list(engine.transcribe(made(12))) == []


def test_a_long_pause_costs_no_sentence(engine: Engine) -> None:
    sound = sound_of(FIXTURE / "samples" / "zh_2.m4a")
    heard = list(engine.transcribe(numpy.concatenate([sound, numpy.zeros(8 * RATE, numpy.float32), sound])))
    assert [h.speech.text for h in heard] == SAMPLES_BY_NAME["zh_2.m4a"] * 2
    assert heard[3].speech.start == pytest.approx(heard[0].speech.start + len(sound) / RATE + 8, abs=0.3)


def test_the_window_that_tells_the_language_is_encoded_once() -> None:
    made: list[int] = []

    def encode(window: NDArray[numpy.float32]) -> int:
        made.append(int(window.sum()))
        return len(made)

    once = _Once(encode)
    once.begin(900)
    for_language = numpy.ones((80, 3000), numpy.float32)
    first = numpy.pad(for_language[:, :900], ((0, 0), (0, 2100)))
    assert [once(each) for each in (for_language, first, for_language, first)] == [1, 1, 2, 3]
    once.begin(900)
    assert once(for_language) == 4


def test_making_an_engine_loads_nothing_and_tells_its_version() -> None:
    module = plugins.load("asr.engines", "whisper")
    folder = module.Engine(model=str(FIXTURE / "model"))
    assert "model@" in folder.version
    assert module.Engine(model="small").version != module.Engine(model="small", language="zh").version


def test_a_folder_without_a_model_says_what_to_fill(tmp_path: Path) -> None:
    engine = plugins.load("asr.engines", "whisper").Engine(model=str(tmp_path))
    with pytest.raises(ModelMissing) as raised:
        engine.fetch(print)
    assert raised.value.code == "no_speech_model"
    assert "model.bin" in raised.value.message
    assert "[asr]" in raised.value.way_out
    assert "HF_ENDPOINT" in raised.value.way_out


def test_a_name_that_means_nothing_is_a_missing_model(tmp_path: Path) -> None:
    engine = plugins.load("asr.engines", "whisper").Engine(model="no-such-model", folder=tmp_path)
    with pytest.raises(ModelMissing) as raised:
        engine.fetch(print)
    assert str(tmp_path / "no-such-model") in raised.value.way_out


def test_a_folder_filled_by_hand_is_found_by_the_models_name(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "model", tmp_path / "small")
    engine = plugins.load("asr.engines", "whisper").Engine(model="small", folder=tmp_path, device="cpu")
    engine.fetch(print)
    assert list(engine.transcribe(sound_of(FIXTURE / "samples" / "zh_2.m4a")))


def test_a_model_that_is_damaged_is_said_with_its_folder(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "model", tmp_path / "small")
    (tmp_path / "small/model.bin").write_bytes(b"nothing")
    engine = plugins.load("asr.engines", "whisper").Engine(model=str(tmp_path / "small"), device="cpu")
    with pytest.raises(ModelMissing, match="small"):
        list(engine.transcribe(sound_of(FIXTURE / "samples" / "zh_2.m4a")))


class Refuses(Engine):
    name, version = "refuses", "1"

    def fetch(self, progress: Progress) -> None:
        raise AssertionError("asked for a model")

    def transcribe(self, sound: Sound) -> Iterator[Heard]:
        raise AssertionError("asked to hear a file without sound")


def _video(path: Path, sound: Sound | None = None, late: float = 0.0) -> Path:
    with av.open(str(path), "w") as container:
        picture = container.add_stream("mpeg4", rate=10, width=64, height=48, pix_fmt="yuv420p")
        track = container.add_stream("aac", rate=RATE, layout="mono") if sound is not None else None
        for _ in range(20):
            frame = av.VideoFrame.from_ndarray(numpy.full((48, 64, 3), 255, numpy.uint8))
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        if track is not None and sound is not None:
            frame = av.AudioFrame.from_ndarray(sound[None], format="flt", layout="mono")
            frame.rate, frame.pts = RATE, round(late * RATE)
            container.mux(track.encode(frame))
            container.mux(track.encode(None))
    return path


class Writes(Refuses):
    """Hears the same words whatever it is given."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def transcribe(self, sound: Sound) -> Iterator[Heard]:
        for n, text in enumerate(self.texts):
            yield Heard(speech=Speech(text=text, start=n, end=n + 1.0, confidence=0.9))


def test_chinese_comes_simplified_or_as_it_was_written(tmp_path: Path) -> None:
    path = FIXTURE / "samples" / "zh_2.m4a"
    simplified = transcribe(path, "a", Writes("我問機器人", "fine"))
    as_spoken = transcribe(path, "a", Writes("我問機器人", "fine"), script="as-spoken")
    assert [s.text for s in simplified.speech] == ["我问机器人", "fine"]
    assert [s.text for s in as_spoken.speech] == ["我問機器人", "fine"]
    assert simplified.version != as_spoken.version


def test_what_nobody_said_is_left_out() -> None:
    reading = transcribe(FIXTURE / "samples" / "zh_2.m4a", "a", Writes("你好", "字幕由Amara.org社区提供"))
    assert [s.text for s in reading.speech] == ["你好"]


def test_a_video_without_sound_gives_a_reading_without_speech(tmp_path: Path) -> None:
    path = _video(tmp_path / "mute.mp4")
    assert transcribe(path, "a", Refuses()) == Reading(
        media="a", engine="refuses", version=version_of(Refuses()), duration=0.0
    )


def test_sound_comes_as_16_khz_mono_between_minus_one_and_one(tmp_path: Path) -> None:
    tone = numpy.sin(numpy.arange(RATE * 2) * 0.2).astype(numpy.float32) * 0.5
    heard = sound_of(_video(tmp_path / "tone.mp4", tone))
    assert heard.dtype == numpy.float32
    assert len(heard) == pytest.approx(2 * RATE, abs=0.1 * RATE)
    assert 0.4 < numpy.abs(heard).max() <= 1


def test_a_track_that_starts_late_keeps_the_times_of_the_video(tmp_path: Path) -> None:
    tone = numpy.sin(numpy.arange(RATE) * 0.2).astype(numpy.float32) * 0.5
    heard = sound_of(_video(tmp_path / "late.mkv", tone, late=1.5))
    first = int(numpy.flatnonzero(numpy.abs(heard) > 0.1)[0])
    assert first == pytest.approx(1.5 * RATE, abs=0.15 * RATE)


@pytest.mark.parametrize("damage", ["empty", "cut", "text"])
def test_a_damaged_file_is_unreadable_with_a_reason(tmp_path: Path, damage: str) -> None:
    whole = (FIXTURE / "samples" / "zh_2.m4a").read_bytes()
    path = tmp_path / "sound.mp4"
    path.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "text": b"#EXTM3U\nfile:///x\n"}[damage])
    with pytest.raises(Unreadable) as raised:
        sound_of(path)
    assert raised.value.code == "broken_sound"
    assert raised.value.way_out


def test_sound_beyond_the_bound_is_refused() -> None:
    with pytest.raises(Unreadable) as raised:
        sound_of(FIXTURE / "samples" / "zh_2.m4a", longest=3)
    assert raised.value.code == "sound_too_long"


def test_a_playlist_that_names_other_files_is_never_followed(tmp_path: Path) -> None:
    sample = FIXTURE / "samples" / "zh_2.m4a"
    path = tmp_path / "list.m3u8"
    path.write_text(f"#EXTM3U\n#EXTINF:9,\n{os.path.relpath(sample, tmp_path)}\n#EXT-X-ENDLIST\n")
    with pytest.raises(Unreadable):
        sound_of(path)
