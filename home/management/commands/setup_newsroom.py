"""Prepares site, groups, rights and the review workflow; can run any number of times."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home.setup import setup_newsroom

DEFAULT_STEPS = 2


class Command(BaseCommand):
    """Two steps: desk review, then publish sign-off. One step: publish sign-off alone (two people in all)."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --steps."""
        parser.add_argument("--steps", type=int, choices=(1, 2), default=DEFAULT_STEPS)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Set up and say so."""
        home = setup_newsroom(steps=options["steps"])
        if options["verbosity"]:
            self.stdout.write(
                f"The newsroom is set up under “{home.title}”, with {options['steps']} review steps."
            )
