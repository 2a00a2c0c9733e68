"""Several pictures of one post: laid on each other, joined."""
