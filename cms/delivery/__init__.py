"""Published documents: what public requests read. Knows pages, not journalism."""
