"""Read the text in pictures and video frames."""
