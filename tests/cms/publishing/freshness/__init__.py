"""A machine of editorial events, and an oracle that says what must be stored after them."""
