"""One file a speech engine; the file name is the engine's name."""
