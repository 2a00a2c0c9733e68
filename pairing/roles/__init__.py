"""Which lines stand together, and who says them: geometry, colour, labels."""
