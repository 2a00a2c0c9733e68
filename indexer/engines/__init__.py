"""One file a search engine; the file name is the engine's name."""
