"""Django's `migrate`, that keeps no one waiting on PostgreSQL."""

from functools import partial
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from cms.operations.migrating import beside_others


class Command(migrate.Command):
    """As Django's: what is applied already is left alone, so it may be run again."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, beside those who read and write."""
        beside_others(partial(super().handle, *args, **options), connections[options["database"]])
