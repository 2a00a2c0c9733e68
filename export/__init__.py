"""Write datasets."""
