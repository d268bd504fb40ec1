"""Draft, review, publish: who may decide, on what, and what follows."""
