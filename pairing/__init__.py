"""Readings to who said what to question-answer pairs: pure functions."""
