"""Makes published documents anew from the live pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.core import clock
from cms.publishing import rebuild


class Command(BaseCommand):
    """`--stale`: only those made for another contract, public address or media place."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --stale."""
        parser.add_argument("--stale", action="store_true", help="only documents with an old build stamp")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild and say how many documents changed."""
        work = rebuild.rebuild_stale if options["stale"] else rebuild.rebuild_all
        changed = work(now=clock.now())
        if changed or options["verbosity"] > 1:
            self.stdout.write(f"{changed} published documents changed.")
