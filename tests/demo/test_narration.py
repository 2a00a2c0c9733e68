"""The video's voice says only what the small speech model was taught."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "demo"
SCREENS: list[dict[str, Any]] = json.loads((DEMO / "conversations.json").read_text(encoding="utf-8"))
SENTENCES = [sentence for screen in SCREENS for sentence in screen.get("narration", [])]


@pytest.fixture(scope="module")
def lessons() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lessons", DEMO / "whisper-fixture" / "train.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def taught(sentence: str, lessons: ModuleType) -> bool:
    """Whether some core of the grammar, with a prefix or without, gives the sentence and was trained on."""
    words: dict[str, list[str]] = lessons.WORDS["zh"]
    for kind, core in lessons.CORES["zh"]:
        slots = re.findall(r"{(\w+)}", core)
        pattern = re.escape(re.sub(r"{\w+}", "SLOT", core))
        for slot in slots:
            pattern = pattern.replace("SLOT", f"({'|'.join(words[slot.rstrip('23')])})", 1)
        for prefix in lessons.PREFIX["zh"].get(kind, [""]):
            found = re.fullmatch(re.escape(prefix) + pattern, sentence)
            if found:
                return not lessons.held_out(core, list(found.groups()))
    return False


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_was_taught(sentence: str, lessons: ModuleType) -> None:
    assert taught(sentence, lessons)


def test_what_is_not_in_the_grammar_was_not_taught(lessons: ModuleType) -> None:
    assert not taught("北京有什么好玩的？", lessons)
