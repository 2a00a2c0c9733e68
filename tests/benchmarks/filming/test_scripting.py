import pytest

from benchmarks.filming.making import ALL
from benchmarks.filming.scening import Chat, Talking
from benchmarks.filming.scripting import KINDS, script, spoken

pytestmark = pytest.mark.voice


def test_a_seed_gives_the_same_script() -> None:
    ones, others = script(6).film.scenes[0], script(6).film.scenes[0]
    assert isinstance(ones, Chat)
    assert isinstance(others, Chat)
    assert ones.take == others.take
    assert ones.setting.look.css == others.setting.look.css


def test_every_kind_and_format_gets_its_share() -> None:
    made = [script(seed) for seed in ALL]
    assert {one.kind for one in made} == set(KINDS)
    assert {one.how.suffix for one in made} == {".mp4", ".webm", ".gif", ".mov"}
    assert any(one.how.turned for one in made)
    assert {one.sound for one in made} == {"none", "silence", "tune", "remarks", "read"}
    assert {one.language for one in made} >= {"zh", "en"}
    assert max(sum(scene.seconds for scene in one.film.scenes) for one in made) > 180


def test_sentences_follow_one_another_and_end_within_the_clip() -> None:
    for seed in ALL:
        scenes = script(seed).film.scenes
        said = spoken(scenes)
        assert all(a.end < b.start for a, b in zip(said, said[1:], strict=False)), seed
        assert all(one.end <= sum(scene.seconds for scene in scenes) for one in said), seed


def test_all_scenes_of_a_clip_have_one_size() -> None:
    for seed in ALL:
        sizes = {
            scene.size if isinstance(scene, Talking) else scene.setting.size
            for scene in script(seed).film.scenes
        }
        assert len(sizes) == 1, seed


def test_messages_are_shown_within_their_take() -> None:
    for seed in ALL:
        for scene in script(seed).film.scenes:
            if isinstance(scene, Chat):
                assert all(0 <= one.start <= one.end <= scene.seconds for one in scene.take.shown), seed
