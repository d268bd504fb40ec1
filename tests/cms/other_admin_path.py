"""Asks a newsroom whose admin is at another path; a program of its own, since addresses are made at start."""

import io
import json
import os

import django
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

PAGE = os.environ["PAGE"]
HEADER = "Content-Security-Policy"
READER = "connect-src 'self'"


def main() -> None:
    """Print what was found."""
    django.setup()
    from django.contrib.auth import get_user_model

    client, said = Client(), io.StringIO()
    client.force_login(get_user_model().objects.get(username="reviewer"))
    paths = (
        "",
        f"pages/{PAGE}/edit/",
        f"review/{PAGE}/",
        "review/queue/",
        "account/",
        "images/",
    )
    answers = [client.get(f"/desk/{path}") for path in paths]
    call_command("welcome", stdout=said)
    print(  # noqa: T201
        json.dumps(
            {
                "home": reverse("wagtailadmin_home"),
                "statuses": [answer.status_code for answer in answers],
                "of before": [p for p, a in zip(paths, answers, strict=True) if b'"/admin/' in a.content],
                "login": Client().get("/desk/").url,
                "gone": Client().get("/admin/").status_code,
                "whale": client.get("/desk/failwhale/").status_code,
                "nul": client.get("/desk/tag-autocomplete/?term=%00").status_code,
                "reader's policy": [
                    READER in a.get(HEADER, "") for a in (answers[0], client.get("/search/"))
                ],
                "welcome": "/desk/" in said.getvalue(),
            }
        )
    )


main()
