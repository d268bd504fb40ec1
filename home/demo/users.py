"""The four people of the demo newsroom; in development only."""

from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.moderation import setup


class DemoUser(NamedTuple):
    """A login, the group that it works in, and what its owner does."""

    username: str
    group: str | None
    task: str

    @property
    def password(self) -> str:
        """Return the password that `make run` prints."""
        return f"{self.username}-galley"


DEMO_USERS = (
    DemoUser("writer", setup.WRITERS, "writes and submits"),
    DemoUser("reviewer", setup.REVIEWERS, "decides at the desk"),
    DemoUser("publisher", setup.PUBLISHERS, "signs off, publishes sections"),
    DemoUser("admin", None, "sets things up"),
)


def ensure_users() -> dict[str, Any]:
    """Return the demo users by name; existing ones keep their passwords."""
    return {demo.username: _ensure(demo) for demo in DEMO_USERS}


def _ensure(demo: DemoUser) -> Any:
    users = get_user_model().objects
    user = users.filter(username=demo.username).first()
    if user is None:
        is_admin = demo.group is None
        email = f"{demo.username}@example.org"
        user = users.create_user(
            demo.username, email, demo.password, is_superuser=is_admin, is_staff=is_admin
        )
    if demo.group:
        user.groups.add(Group.objects.get(name=demo.group))
    return user
