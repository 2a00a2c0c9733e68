"""The web page over the index, and its JSON twins."""
