"""Publishes and expires what is due; run it every minute, or let the worker do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.publishing import scheduler


class Command(BaseCommand):
    """Several may run at once; a page that can't go live does not keep the others waiting."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **options: Any) -> None:
        """Publish, and fail where something could not be."""
        report = scheduler.publish_due(now=scheduler.database_now())
        if options["verbosity"] > 1 or report.published or report.expired:
            self.stdout.write(f"{report.published} published, {report.expired} expired.")
        for late in scheduler.late():
            self.stdout.write(f"Late: {late}.")
        if report.failed:
            raise CommandError(
                _("Could not be published or expired: pages {pages}. See the log.").format(
                    pages=report.failed
                )
            )
