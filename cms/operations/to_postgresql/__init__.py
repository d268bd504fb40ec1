"""The move from SQLite to PostgreSQL, table by table, proved by checksums."""
