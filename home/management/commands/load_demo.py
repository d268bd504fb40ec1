"""Loads the demo newsroom; can run any number of times, in development only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.models import HomePage
from news.models import StoryPage


class Command(BaseCommand):
    """Writes, reviews and publishes the demo's stories as its writer, reviewer and publisher."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --if-empty."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are stories")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, or say why not."""
        if not settings.GALLEY_DEMO_ALLOWED:
            raise CommandError(_("The demo has known passwords: it is for development only."))
        home = HomePage.objects.first()
        if home is None:
            raise CommandError(_("There is no home page yet. Run: manage.py setup_newsroom"))
        if options["if_empty"] and StoryPage.objects.exists():
            return
        from home.demo.load import load_demo  # draws pictures: not for every command

        added = load_demo(home, say=self.stdout.write if options["verbosity"] else lambda _line: None)
        self.stdout.write(f"{added} demo stories added.")
