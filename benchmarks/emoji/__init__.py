"""How the network that names emoji is made and judged; run by hand, see docs/decisions/0001-emoji.md."""
