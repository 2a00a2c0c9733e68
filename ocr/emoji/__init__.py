"""Emoji, which the recogniser hardly knows: found on a picture, named, and put into its lines."""
