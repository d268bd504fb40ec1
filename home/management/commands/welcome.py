"""Says what to open, and with which demo logins."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from home.demo.users import DEMO_USERS


class Command(BaseCommand):
    """Prints addresses, and passwords of demo users that still have theirs."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print."""
        base = settings.GALLEY_BASE_URL
        lines = [
            "",
            f"  Admin       {base}/{settings.GALLEY_ADMIN_PATH}",
            f"  Pages API   {base}/api/v2/pages/   ({base}/api/v2/openapi.json)",
            f"  Pages       {base}/",
            "",
            *self._logins(),
            "  Stop with Ctrl-C.",
            "",
        ]
        self.stdout.write("\n".join(lines))

    def _logins(self) -> list[str]:
        if not settings.GALLEY_DEMO_ALLOWED:
            return []
        users = {user.username: user for user in get_user_model().objects.all()[:100]}
        known = [
            d for d in DEMO_USERS if d.username in users and users[d.username].check_password(d.password)
        ]
        return [f"  {demo.username:<11} {demo.password:<18} {demo.task}" for demo in known] + [""] * bool(
            known
        )
