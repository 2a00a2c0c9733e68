"""One file an OCR engine; the file name is the engine's name."""
