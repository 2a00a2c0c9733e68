"""What a file is, told from its bytes: a picture, a video, or exact text that a reader takes."""

from pathlib import Path

from chatmine.errors import Unreadable
from chatmine.records import Media


def media_of(source: Path | bytes) -> Media:
    """The record of a file; raises `Unreadable` for what nothing here can read."""
    from ocr import media
    from transcripts import reading

    try:
        return media.media_of(source)
    except Unreadable as error:
        if error.code != "not_picture_or_video":
            raise
        try:
            return reading.media_of(source)
        except Unreadable as no_text:
            raise error from no_text
