"""Makes a token for somebody and prints it, once."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.api.newsroom import tokens
from cms.api.newsroom.scopes import Scope
from cms.core import clock


class Command(BaseCommand):
    """Prints nothing else, so that a script can take it."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare whose, what for, and how long."""
        parser.add_argument("username")
        parser.add_argument("--name", default="A program", help="what it is called in the list of tokens")
        parser.add_argument("--scope", action="append", choices=[str(scope) for scope in Scope])
        parser.add_argument("--days", type=int, default=settings.GALLEY_TOKEN_DAYS)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it."""
        user = get_user_model().objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(_("There is no active user “{name}”.").format(name=options["username"]))
        scopes = [Scope(name) for name in options["scope"] or tokens.ALL_SCOPES]
        ends = clock.now() + timedelta(days=options["days"])
        _token, text = tokens.issue(user, name=options["name"], scopes=scopes, expires_at=ends)
        self.stdout.write(text)
