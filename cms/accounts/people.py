"""What a user is called on screens and in mails."""

from typing import Any


def name_of(user: Any) -> str:
    """Return a user's full name, or else the login; None stands for a user whose account was deleted."""
    return str(user.get_full_name() or user.get_username()) if user else "a deleted user"
