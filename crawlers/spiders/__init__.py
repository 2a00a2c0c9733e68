"""One file a platform; the file name is the platform's name."""
