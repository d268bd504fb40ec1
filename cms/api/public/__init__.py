"""The public API: its endpoints, and what they share. It reads published documents only."""
