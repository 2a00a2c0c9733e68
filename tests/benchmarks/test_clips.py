from pathlib import Path
from typing import Any

import numpy
import pytest

from benchmarks.clip_speed import each_second
from benchmarks.clips import Seen, explain, once, recorded, report, scored, start_of
from benchmarks.filming.encoding import FPS, Format, write
from benchmarks.hearing import wrong
from benchmarks.watching import Watched, pixels_shown

QUESTION = {"role": "user", "text": "How tall is it?", "partial": False, "start": 2.0, "end": 2.0}
ANSWER = {"role": "assistant", "text": "As tall as two houses.", "partial": False, "start": 3.0, "end": 5.0}
OTHER = {
    "role": "assistant",
    "text": "Nobody has measured it.",
    "partial": False,
    "start": 8.0,
    "end": 9.0,
}
TRUTH: dict[str, Any] = {
    "kind": "chat", "story": "phone", "lang": "en", "sound": "none", "bot": None,
    "turns": [QUESTION, ANSWER, OTHER], "conversations": [[0, 1], [0, 2]], "speech": [], "subtitles": [],
}  # fmt: skip


def read(turn: dict[str, Any], start: float, conversation: int = 0) -> dict[str, Any]:
    return {
        "role": turn["role"], "text": turn["text"], "partial": False, "conversation": conversation,
        "evidence": [{"start": start + 1, "end": start + 2}, {"start": start, "end": start + 2}],
    }  # fmt: skip


def test_a_turns_start_is_its_earliest_evidence() -> None:
    assert start_of(read(ANSWER, 3.4)) == 3.4
    assert start_of(ANSWER) == 3.0


def test_a_question_that_belongs_to_two_answers_counts_once() -> None:
    turns = [read(QUESTION, 2.0), read(ANSWER, 3.0), read(QUESTION, 2.0, 1), read(OTHER, 8.0, 1)]
    assert [turn["text"] for turn in once(turns)] == [one["text"] for one in TRUTH["turns"]]
    again = [*turns, read(QUESTION, 12.0, 1)]
    assert len(once(again)) == 4


def test_turns_seconds_pixels_and_speech_are_counted() -> None:
    truth = {**TRUTH, "speech": [{"text": "Hello, there."}], "subtitles": [{"text": "Hello"}]}
    line = {
        "turns": [read(QUESTION, 2.1), read(ANSWER, 4.5), read(QUESTION, 2.1, 1), read(OTHER, 8.0, 1)],
        "speech": [{"text": "hello their"}],
        "subtitles": [{"text": "Hallo"}],
    }
    figures = scored(truth, line, Watched(shown=1000, given=4)).figures()
    assert figures["turn_f1"] == 1.0
    assert figures["near"] == pytest.approx(2 / 3, abs=0.001)
    assert figures["off_median"] == pytest.approx(0.1)
    assert figures["pixels_percent"] == 0.4
    assert figures["conversations"] == 1.0
    assert figures["speech_cer"] == 0.2
    assert figures["subtitle_cer"] == 0.2


def test_speech_where_nothing_is_said_is_all_wrong() -> None:
    made = scored(TRUTH, {"turns": [], "speech": [{"text": "thank you"}]}, Watched())
    assert made.misheard == 8
    assert made.said == 0


def test_an_unread_clip_is_counted_and_has_no_turns() -> None:
    figures = scored(TRUTH, {"error": "broken_video"}, Watched(error="broken_video")).figures()
    assert figures["unread"] == 1
    assert figures["turn_f1"] == 0.0


def test_the_report_groups_clips_and_names_the_worst(capsys: pytest.CaptureFixture[str]) -> None:
    line = {"turns": [read(QUESTION, 2.0)]}
    report([(Path("001_phone.mp4"), TRUTH, scored(TRUTH, line, Watched()))], worst=1)
    explain(TRUTH, line)
    said = capsys.readouterr().out
    assert "story=phone" in said
    assert "001_phone.mp4: found 1 of 3, read 1" in said
    assert "READ user" in said


def test_counts_add_up() -> None:
    both = Seen()
    for start in (2.0, 3.0):
        both.add(scored(TRUTH, {"turns": [read(QUESTION, start)]}, Watched(shown=10, given=1)))
    assert (both.shown, both.given, len(both.off)) == (20, 2, 2)


def test_shown_pixels_and_each_second_of_a_clip(tmp_path: Path) -> None:
    pictures = ((n // FPS, numpy.full((48, 64, 3), 60 * (n // FPS), numpy.uint8)) for n in range(75))
    write(tmp_path / "a.mp4", pictures, None, Format())
    assert pixels_shown(tmp_path / "a.mp4") == 75 * 48 * 64
    seen = [(round(second, 1), int(image.mean()) // 50) for second, image in each_second(tmp_path / "a.mp4")]
    assert seen == [(0.0, 0), (1.0, 1), (2.0, 2), (2.5, 2)]


def test_clips_without_a_transcript_are_no_recordings(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.json", "b.mp4"):
        (tmp_path / name).touch()
    assert [clip.name for clip in recorded(tmp_path)] == ["a.mp4"]


@pytest.mark.parametrize(
    ("said", "heard", "language", "counted"),
    [
        ("你好，世界。", "你好 世界", "zh", (0, 4)),
        ("Don't stop now", "dont stop", "en", (1, 3)),
        ("", "thanks", "en", (1, 0)),
    ],
)
def test_words_or_characters_are_counted(
    said: str, heard: str, language: str, counted: tuple[int, int]
) -> None:
    assert wrong(said, heard, language) == counted
