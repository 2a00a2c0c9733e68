"""One file a kind of input; the file name is the importer's name."""
