"""Backup and restore: the database, the media, and the manifest that proves both."""
