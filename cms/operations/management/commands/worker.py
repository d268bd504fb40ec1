"""Runs the worker: what is due, documents to rebuild, events, purges, mail. SIGTERM ends it in order."""

import logging
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from prometheus_client import start_http_server

from cms.operations import worker

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Any number may run at once; make run starts one."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work until a signal stops it."""
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        if options["verbosity"]:
            self.stdout.write(
                _("Working: what is due, documents to rebuild, events, purges, mail. SIGTERM stops it.")
            )
            self.stdout.flush()
        _show_numbers()
        worker.run(stop)


def _show_numbers() -> None:
    """Let Prometheus read how long this process's publications take; without a free port it works, too."""
    host, _, port = settings.GALLEY_WORKER_METRICS.rpartition(":")
    if not port:
        return
    try:
        start_http_server(int(port), host)
    except OSError:
        logger.exception("metrics_not_shown")
