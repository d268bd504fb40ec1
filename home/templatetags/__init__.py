"""Filters of the reader's templates."""
