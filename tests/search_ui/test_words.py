import re
from pathlib import Path
from string import Formatter

from search_ui import words

TEMPLATES = Path(words.__file__).parent / "templates"


def test_both_languages_say_everything_with_the_same_values() -> None:
    for key, (english, chinese) in words.WORDS.items():
        assert english, key
        assert chinese, key
        fields = [{name for _, name, _, _ in Formatter().parse(each) if name} for each in (english, chinese)]
        assert fields[0] == fields[1], key


def test_every_word_that_a_template_says_is_known() -> None:
    for template in TEMPLATES.iterdir():
        for key in re.findall(r"say\('(\w+)'", template.read_text(encoding="utf-8")):
            assert key in words.WORDS, (template.name, key)


def test_no_word_is_written_into_a_template() -> None:
    for template in set(TEMPLATES.iterdir()) - {TEMPLATES / "parts.html"}:
        text = re.sub(
            r"\{[{%#].*?[}%#]\}|<pre>.*?</pre>|<[^>]*>", " ", template.read_text("utf-8"), flags=re.S
        )
        left = set(re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}", text))
        assert left <= {"chatmine", "GET", "SHA", "openapi", "json", "MiB"}, (template.name, left)


def test_a_slug_without_a_name_is_its_own() -> None:
    assert words.name("zh", "ernie") == "文心一言"
    assert words.name("en", "brandnew") == "brandnew"
    assert words.name("zh", None) == "未知"
