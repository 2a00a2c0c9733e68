"""Find shared posts on a platform, or take them from a user's own files."""
