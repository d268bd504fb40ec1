"""Writes the lists of texts."""

from . import LISTS, rooms

for old in LISTS.glob("*.txt"):
    old.unlink()
for room, texts in rooms().items():
    (LISTS / f"{room}.txt").write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
