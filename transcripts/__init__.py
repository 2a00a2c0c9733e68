"""Take what is exact text already: subtitle files."""
