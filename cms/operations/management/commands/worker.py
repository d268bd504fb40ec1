"""Runs the worker: what is due, documents to make anew, events, purges, mail. SIGTERM ends it in order."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from cms.operations import worker


class Command(BaseCommand):
    """Any number may run at once; make run starts one."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work until told to stop."""
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        if options["verbosity"]:
            self.stdout.write(
                "Working: what is due, documents to make anew, events, purges, mail. SIGTERM stops me."
            )
            self.stdout.flush()
        worker.run(stop)
