"""Journalism: formats, blocks, photo desk, topics, and the public documents made from them."""
