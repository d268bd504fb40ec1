"""Names live pages that differ from what was published, and mends documents that are out of date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from cms.core import clock
from cms.delivery import counts
from cms.publishing import verify


class Command(BaseCommand):
    """Public answers come from kept copies: a row that differs from its copy shows to nobody."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --sample."""
        parser.add_argument("--sample", type=int, help="check that many pages only, chosen again each time")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what is wrong; fail when something is."""
        found = 0
        for finding in verify.verify(now=clock.now(), sample=options["sample"]):
            found += 1
            self.stdout.write(f"page {finding.page_id} “{finding.title}”: {finding.fault}")
        if wrong := counts.recount():
            found += wrong
            self.stdout.write(f"{wrong} numbers of documents were wrong, and are right now.")
        if found:
            raise CommandError(ngettext("{count} finding.", "{count} findings.", found).format(count=found))
        if options["verbosity"]:
            self.stdout.write("All documents and live rows are as published.")
