"""The skins: clients drawn from memory with our own signs, every choice left open drawn at random."""
