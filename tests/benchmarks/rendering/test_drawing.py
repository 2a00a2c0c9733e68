import io

import pytest
from PIL import Image

from benchmarks.rendering.drawing import SETS, Set, draw, sheet
from benchmarks.rendering.gold import leaves, text_of, turns
from benchmarks.rendering.talks import Talk


def everything_shown(talk: Talk) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (m, n): (0, len(text_of(leaf)))
        for m, (_, message) in enumerate(talk.messages)
        for n, leaf in enumerate(leaves(message))
    }


@pytest.mark.parametrize("seed", [0, 7, 21, 99])
def test_a_seed_gives_the_same_page(seed: int) -> None:
    assert sheet(seed).html == sheet(seed).html


@pytest.mark.parametrize("of", SETS)
def test_every_skin_of_a_set_gets_its_share_of_seeds(of: Set) -> None:
    skins, nothing = SETS[of]
    drawn = {sheet(seed, of).skin for seed in range(88)}
    assert drawn == {skin.__name__ for skin in (*skins, *nothing)}


def test_no_skin_is_in_two_sets() -> None:
    names = [{skin.__name__ for skins in both for skin in skins} for both in SETS.values()]
    assert not set.intersection(*names)


def test_pages_that_are_no_chat_have_no_turns() -> None:
    for seed in range(7, 64, 8):
        assert sheet(seed).talk.messages == ()


def test_turns_of_a_whole_page_alternate_and_are_whole() -> None:
    for seed in range(40):
        made = sheet(seed)
        said = turns(made.talk, everything_shown(made.talk), made.look.manner)
        roles = [turn["role"] for turn in said]
        assert all(a != b for a, b in zip(roles, roles[1:], strict=False))
        assert not any(turn["partial"] for turn in said)


@pytest.mark.browser
def test_a_drawn_picture_shows_what_its_transcript_says() -> None:
    from benchmarks.rendering.shooting import browser

    with browser() as chromium:
        data, _, gold = draw(0, chromium)
    assert Image.open(io.BytesIO(data)).width > 300
    assert gold["kind"] == "chat"
    assert gold["turns"]
