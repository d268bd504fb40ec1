"""Rebuilds published documents from the live pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.core import clock
from cms.publishing.freshness import rebuild


class Command(BaseCommand):
    """`--stale`: only those made for another contract, public address or media place."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --stale and --after."""
        parser.add_argument("--stale", action="store_true", help="only documents with an old build stamp")
        parser.add_argument("--after", type=int, default=0, help="go on after the page with this id")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild, tell of each batch, and say how many documents changed."""
        pages = rebuild.stale() if options["stale"] else rebuild.everything()
        total = pages.filter(pk__gt=options["after"]).count()
        changed = 0
        for step in rebuild.rebuild_each(pages, now=clock.now(), after=options["after"]):
            changed = step.changed
            if total > rebuild.BATCH and options["verbosity"]:
                where = f"go on with --after {step.last}"
                self.stdout.write(f"{step.seen} of {total} pages, {changed} changed; {where}")
        if changed or options["verbosity"] > 1:
            self.stdout.write(f"{changed} published documents changed.")
