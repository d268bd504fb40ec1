"""How published documents follow what they are made of: made at once, or walked by the worker."""
