"""The recipe of a plain Node receiver, run as the documentation has it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cms.core import clock
from cms.webhooks import outbox, signing
from cms.webhooks.models import Endpoint, Event
from cms.webhooks.transport import send
from tests.docs.pages import DOCS, blocks, section
from tests.services.server import HOST, free_port, wait_for

RECIPE = DOCS / "webhooks.md"


@contextmanager
def receiver(folder: Path, secret: str, port: int) -> Iterator["subprocess.Popen[str]"]:
    """Run the recipe."""
    program = folder / "receiver.mjs"
    [code] = blocks(section(RECIPE, "A plain Node server"), "js")
    program.write_text(code, encoding="utf-8")
    environment = os.environ | {"GALLEY_SECRET": secret, "PORT": str(port)}
    node = subprocess.Popen(["node", str(program)], env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603, S607
    try:
        wait_for(port, node)
        yield node
    finally:
        node.kill()
        node.communicate()


def story(version: int, path: str | None, *, uuid: Any) -> Event:
    data = {"version": version, "path": path, "previous_paths": [] if path else ["/news/a/"]}
    return outbox.record_event(
        "story.updated", now=clock.now(), data=data, uuid=uuid, page_type="x", sequence=version
    )


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("node"), reason="Node is not here")
def test_a_plain_node_server_takes_what_is_signed_and_new(tmp_path: Path, settings: Any) -> None:
    settings.GALLEY_WEBHOOKS_LOCAL = True
    port, uuid = free_port(), uuid4()
    endpoint = Endpoint(url=f"http://{HOST}:{port}/", name="Node")
    other = Endpoint(url=endpoint.url, name="Somebody else")

    def answer(event: Event, by: Endpoint = endpoint, **late: float) -> int | None:
        headers = signing.headers(event, by, now=clock.now() - timedelta(**late))
        return send(by.url, bytes(event.body), headers).status

    with receiver(tmp_path, endpoint.secret, port) as node:
        newest = story(2, "/news/a/", uuid=uuid)
        answers = [answer(newest), answer(newest), answer(story(1, "/news/b/", uuid=uuid))]
        refused = [answer(newest, other), answer(newest, minutes=6)]
        answers.append(answer(story(3, None, uuid=uuid)))
        assert node.stdout is not None
        printed = [node.stdout.readline() for _ in range(2)]

    assert answers == [204] * 4
    assert refused == [401, 401]
    assert printed == ["rebuild /news/a/\n", "rebuild /news/a/\n"]
