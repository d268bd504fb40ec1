"""What caches before this server must forget: rules, the queue of purges, and backends."""

# The documented address of what `GALLEY_PURGE_BACKEND` may name.
from .backends import KeyBackend, LoggingBackend

__all__ = ["KeyBackend", "LoggingBackend"]
