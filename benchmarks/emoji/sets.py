"""The open emoji sets that are learned from and judged by (packages `@iconify-json/NAME`), with licences."""

# Apple's pictures are not free: they are not learned from.  The first EmojiOne is too near to the one that is
# held out, to judge by.
SETS = {
    "noto": "Apache-2.0",
    "noto-v1": "Apache-2.0",
    "twemoji": "CC-BY-4.0",
    "fluent-emoji": "MIT",
    "fluent-emoji-flat": "MIT",
    "fxemoji": "Apache-2.0",
    "openmoji": "CC-BY-SA-4.0",
    "streamline-emojis": "CC-BY-4.0",
    "emojione": "CC-BY-4.0",
}
HELD_OUT = "emojione"
# Signs of buttons, which are no emoji.
SIGNS = {"lucide": "ISC", "mdi": "Apache-2.0"}


def _pairs(text: str) -> dict[str, str]:
    """Emoji to names, written as `emoji=name`."""
    return dict(pair.split("=") for pair in text.split())


# What a set calls by names of its own.
NICKNAMES = {
    "fxemoji": _pairs(
        """
        🌊=wave 🎀=bow
        """
    )
}
