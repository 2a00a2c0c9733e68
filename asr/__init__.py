"""Hear the speech in videos."""
