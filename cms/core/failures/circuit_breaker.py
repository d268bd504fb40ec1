"""A rest for servers that did not answer, so that the next request does not wait for them as well."""

import logging
import time

logger = logging.getLogger(__name__)


class Rest:
    """Says whether a server rests, for all threads of this process; begin one where it did not answer."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = 0.0

    @property
    def is_on(self) -> bool:
        """Whether the server is not to be asked now."""
        return time.monotonic() < self._until

    def begin(self, message: str, error: Exception) -> None:
        """Let the server rest, and log it as `message`; what an error says may name files: its kind does."""
        self._until = time.monotonic() + self._seconds
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        logger.warning(message, extra={"error": kind, "rest_s": self._seconds})

    def end(self) -> None:
        """Let the server be asked again."""
        self._until = 0.0
