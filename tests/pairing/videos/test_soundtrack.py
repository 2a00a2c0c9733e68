"""Subtitle files go to their video, and their words win over what was heard."""

from chatmine.records import Reading, Speech
from pairing.conversing import conversations
from pairing.videos.soundtrack import covers, merged, soundtracks, subtitles


def said(*stretches: tuple[float, float, str], language: str | None = None) -> tuple[Speech, ...]:
    return tuple(
        Speech(text=text, start=a, end=b, confidence=0.9, language=language) for a, b, text in stretches
    )


def heard(media: str, *stretches: tuple[float, float, str], language: str | None = None) -> Reading:
    speech = said(*stretches, language=language)
    return Reading(media=media, engine="whisper", version="1", duration=20.0, speech=speech)


def written(media: str, *stretches: tuple[float, float, str], language: str | None = None) -> Reading:
    speech = said(*stretches, language=language)
    return Reading(media=media, engine="srt", version="1", duration=20.0, speech=speech, written=True)


def picture(media: str) -> Reading:
    return Reading(media=media, engine="drawn", version="1", width=100, height=100)


def test_subtitles_belong_to_the_video_before_them() -> None:
    readings = [picture("p"), heard("v"), written("s", (0, 1, "x")), picture("q"), heard("w")]
    assert [(track.media, track.written) for track in soundtracks(readings)] == [("v", "s"), ("w", None)]
    assert subtitles([written("s", (0, 1, "x")), heard("v")], "v") is not None


def test_subtitles_without_a_video_are_a_soundtrack_of_their_own() -> None:
    assert [track.media for track in soundtracks([written("s", (0, 1, "x"))])] == ["s"]


def test_of_several_languages_the_spoken_one_is_taken() -> None:
    english, chinese = written("e", (0, 1, "cat")), written("z", (0, 1, "猫"), language="zh")
    spoken = heard("v", (0, 1, "猫"), language="zh")
    assert subtitles([spoken, english, chinese], "v") == chinese
    assert subtitles([heard("v"), english, chinese], "v") == english


def test_the_words_of_subtitles_win_and_what_they_lack_is_heard() -> None:
    both = merged(said((0, 2, "什么是猫"), (2, 4, "猫会睡")), said((0.1, 2.2, "什么是毛"), (6, 8, "再见")))
    assert [one.text for one in both] == ["什么是猫", "猫会睡", "再见"]


def test_subtitles_cover_a_video_that_they_reach_over() -> None:
    assert covers(written("s", (1, 3, "a"), (15, 18, "b")), 20.0)
    assert not covers(written("s", (1, 3, "a"), (4, 5, "b")), 20.0)
    assert not covers(written("s", (1, 3, "a"), (40, 50, "b")), 20.0), "of another cut"
    assert not covers(written("s"), 20.0)


def test_a_conversation_from_subtitles_points_to_the_video_and_rests_on_both_files() -> None:
    subtitle = written("s", (1, 3, "我问ChatGPT：什么是猫？"), (4, 6, "ChatGPT回答：猫是动物。"))
    (found,) = conversations([heard("v"), subtitle], None)
    assert found.media == ("v", "s")
    assert {piece.media for turn in found.turns for piece in turn.evidence} == {"v"}
    assert [(e.start, e.end) for e in found.turns[0].evidence] == [(1, 3)]
    assert "joined" not in found.flags
