"""Films a chat for the demo: a question is typed, its answer streams in, and a voice says what happens.

In comes a screen with its narration, out goes an MP4.  The voice is espeak-ng's, and every sentence is one
that the demo's very small speech model knows.  A question is typed while the sentence that says it is spoken
and sent when that ends; an answer streams in while it is spoken.
"""

import io
import subprocess
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from demo.pages import Screen, page_of

# Of five variants at three speeds, +m3 is the one that the small model heard without error at all three.
VOICE = ["espeak-ng", "-v", "cmn-latn-pinyin+m3", "-s", "230", "--stdout"]
PAUSE = 0.5  # seconds between sentences; the model was trained with 0.12 to 1.0
FRAMES = 10  # a second: people see typing, and most frames are like the one before
RATE = 22050  # of espeak-ng

Sound = NDArray[np.int16]
Frame = NDArray[np.uint8]


def speak(sentence: str) -> Sound:
    """One sentence as mono sound at `RATE`, without the silence around it."""
    said = subprocess.run([*VOICE, sentence], check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(said)) as sound:
        # A streamed WAV does not know its length: what is there is read.
        samples = np.frombuffer(sound.readframes(10**8), np.int16)
    loud = np.flatnonzero(np.abs(samples) > 300)
    return samples[loud[0] : loud[-1] + 1]


def narrate(sentences: list[str]) -> tuple[Sound, list[tuple[float, float]]]:
    """The whole sound, and where each sentence starts and ends in it (seconds)."""
    silence = np.zeros(int(PAUSE * RATE), np.int16)
    parts, times, at = [silence], [], len(silence)
    for sentence in sentences:
        said = speak(sentence)
        times.append((at / RATE, (at + len(said)) / RATE))
        parts += [said, silence]
        at += len(said) + len(silence)
    return np.concatenate([*parts, silence]), times


def _at(screen: Screen, times: list[tuple[float, float]], now: float) -> Screen:
    """Messages whose sentence is over stand in full; the one being said is as far as the voice is."""
    shown: list[dict[str, str]] = []
    draft = ""
    for turn in screen.turns:
        heard = next(n for n, said in enumerate(screen.narration) if turn["text"] in said)
        start, end = times[heard]
        part = turn["text"][: round(len(turn["text"]) * min(1.0, max(0.0, (now - start) / (end - start))))]
        if turn["role"] == "user" and now < end:
            draft = draft or part
        elif part:
            shown.append({**turn, "text": part})
    return replace(screen, turns=shown, chrome={**screen.chrome, "draft": draft})


def _frames(
    screen: Screen, chromium: Browser, times: list[tuple[float, float]], seconds: float
) -> Iterator[Frame]:
    width, height, ratio = screen.size
    page = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=ratio)
    before, picture = None, np.empty(0, np.uint8)
    for number in range(int(seconds * FRAMES)):
        moment = _at(screen, times, number / FRAMES)
        if moment != before:
            page.set_content(page_of(moment))
            picture = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
        before = moment
        yield picture
    page.close()


def film(screen: Screen, chromium: Browser, path: Path) -> None:
    """Writes the video.  The same screen gives the same bytes, so one thread encodes."""
    sound, times = narrate(screen.narration)
    width, height, ratio = screen.size
    with av.open(path, "w") as out:
        video = out.add_stream("libx264", rate=FRAMES, options={"crf": "27", "preset": "slow"})
        video.width, video.height, video.pix_fmt = int(width * ratio), int(height * ratio), "yuv420p"
        video.thread_count = 1
        audio = out.add_stream("aac", rate=RATE, layout="mono")
        for picture in _frames(screen, chromium, times, len(sound) / RATE):
            out.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(video.encode(None))
        heard = av.AudioFrame.from_ndarray(sound[None, :], format="s16", layout="mono")
        heard.sample_rate = RATE
        out.mux(audio.encode(heard))
        out.mux(audio.encode(None))
