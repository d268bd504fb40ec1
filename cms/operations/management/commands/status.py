"""Says what waits and what is wrong: worker, documents, schedules, events; fails where one should look."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.core import clock
from cms.operations.probes import status


class Command(BaseCommand):
    """Reads only; run it whenever you like."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a line for each thing to know."""
        found = list(status.lines(now=clock.now()))
        for line in found:
            mark = "!" if line.is_wrong else " "
            self.stdout.write(f"{mark} {line.about}: {line.text}")
        if any(line.is_wrong for line in found):
            raise CommandError(_("Look at the lines marked with “!”."))
