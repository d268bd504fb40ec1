"""Who writes and draws for the demo newsroom, and short words for what its stories share."""

from datetime import UTC, datetime

A_WRITER = "A. Writer"
B_EDITOR = "B. Editor"
C_REPORTER = "C. Reporter"
D_STRINGER = "D. Stringer"

# The pictures are drawn in code, whatever agency the credit line names for the reader.
ART_DESK = "Galley art desk"


def utc(day: str) -> datetime:
    """Return the moment of an ISO date and time, taken as UTC."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
