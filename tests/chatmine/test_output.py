"""What goes to a terminal can't command it."""

from chatmine.cli.output import printable


def test_control_characters_are_shown_not_sent() -> None:
    assert printable("a\x1b[31mb\x07\u202ec") == "a\\x1b[31mb\\x07\\u202ec"


def test_chinese_lines_and_joined_emoji_stay() -> None:
    text = "你好\n👩\u200d💻\t1"
    assert printable(text) == text
