"""Chats filmed with known truth: seeds in, clips with what they show, when, and what is said in them."""
