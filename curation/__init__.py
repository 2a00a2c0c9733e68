"""Judge what was found: what must not leave the house."""
