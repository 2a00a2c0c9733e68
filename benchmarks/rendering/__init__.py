"""Chats with known text drawn in many skins: seeds in, pictures with their transcripts out."""
