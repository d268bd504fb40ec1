"""A newsroom in processes of its own, for backups: `prepare` writes it, `work` saves until it is killed."""

import itertools
import sys
from contextlib import suppress
from typing import Any

import django

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}


def prepare() -> None:
    """Write a newsroom with a live story that has a picture."""
    from django.core.management import call_command

    from tests.newsroom import Newsroom

    call_command("migrate", verbosity=0)
    newsroom = Newsroom()
    newsroom.live(title="A harbour opens")


def work() -> None:
    """Save, publish, upload and delete, again and again; say when the first round is done."""
    from django.db import OperationalError

    from tests.newsroom import Newsroom

    newsroom = Newsroom()
    page = newsroom.live(title="Busy", slug="busy", **PLAIN)
    for number in itertools.count():
        with suppress(OperationalError):  # another editor writes at this moment
            image = newsroom.image(f"picture-{number}.png")
            newsroom.publish_change(page, title=f"Busy {number}")
            newsroom.draft(title=f"Draft {number}", slug=f"draft-{number}", **PLAIN)
            if number % 2:
                image.delete()
        if number == 0:
            sys.stdout.write("busy\n")
            sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "work": work}[sys.argv[1]]()
