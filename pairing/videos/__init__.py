"""Videos: scenes, subtitles in the picture, what is said aloud."""
