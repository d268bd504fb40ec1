"""Servers that tests start and stop: PostgreSQL, Valkey, S3, the production server, a proxy, Node."""
