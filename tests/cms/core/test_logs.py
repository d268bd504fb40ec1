"""Lines that programs read: one JSON object each, with the request's name, without secrets and drafts."""

import io
import json
import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.signing import TimestampSigner
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cms.core.logs import JSONFormatter, redacted
from cms.preview import grants
from tests.cms.settings.test_production import COMPLETE
from tests.newsroom import Newsroom
from tests.services.server import free_port, wait_for
from tests.somebody import ask

SECRET_TITLE = "Minister resigns tomorrow"


@pytest.fixture
def lines() -> Iterator[Any]:
    """Return a function that gives what production would have logged by now."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    root, galley = logging.getLogger(), logging.getLogger("galley")
    root.addHandler(handler)
    galley.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    galley.setLevel(logging.NOTSET)


def requests_in(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in found if line["logger"] == "galley.requests"]


def test_a_request_is_one_line(newsroom: Newsroom, reader: Client, lines: Any) -> None:
    page = newsroom.live()

    reader.get(f"/api/v2/pages/{page.pk}/?fields=title", headers={"x-request-id": "proxy-1"})

    (line,) = requests_in(lines())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert line.pop("duration_ms") >= 0
    assert line == {
        "level": "INFO",
        "logger": "galley.requests",
        "message": "request",
        "request_id": "proxy-1",
        "method": "GET",
        "path": f"/api/v2/pages/{page.pk}/",
        "status": 200,
    }


@pytest.mark.parametrize("given", ["a" * 64, "A.b_c-9"])
def test_a_good_name_is_kept(db: None, reader: Client, given: str) -> None:
    assert reader.get("/api/v2/pages/", headers={"x-request-id": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a" * 65, "a b", 'a"', "é", "a\n", "../x/"])
def test_a_bad_name_is_replaced(db: None, reader: Client, given: str) -> None:
    answer = reader.get("/api/v2/pages/", headers={"x-request-id": given})

    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])


def test_all_lines_of_a_request_carry_its_name(db: None, reader: Client, lines: Any) -> None:
    answer = reader.get("/api/v2/nothing/")

    assert answer.status_code == 404
    found = lines()
    assert {line["logger"] for line in found} == {"galley.requests", "django.request"}
    assert {line["request_id"] for line in found} == {answer["X-Request-ID"]}


def test_no_token_of_a_preview_or_a_password_is_logged(
    newsroom: Newsroom, reader: Client, lines: Any
) -> None:
    page = newsroom.draft(title=SECRET_TITLE)
    preview = grants.token_of(grants.of_form(page, newsroom.writer))
    user = newsroom.writer
    reset = default_token_generator.make_token(user)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    signed = TimestampSigner().sign("a value that was signed".replace(" ", "-"))
    addresses = [
        f"/preview/{preview}/",
        f"/preview/?token={preview}",
        f"/api/v2/preview/{preview}/",
        reverse("wagtailadmin_password_reset_confirm", args=[uid, reset]),
        f"/x/{signed}/",
    ]

    for address in addresses:
        reader.get(address)
    reader.get("/api/v2/preview/", headers={"authorization": f"Bearer {preview}"})

    text = json.dumps(lines())
    assert len(requests_in(lines())) == len(addresses) + 1
    for secret in (preview, preview.split(".")[1], reset, signed.split(":")[-1], "Bearer"):
        assert secret not in text


def test_all_lines_of_a_server_in_production_are_json(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GALLEY_", "DATABASE_"))}
    environment |= COMPLETE | {"GALLEY_DATA_DIR": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.production"
    port = free_port()
    # As docs/operations has it: this program alone puts no folder into Python's path.
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    command = [gunicorn, "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    piped: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, env=environment, **piped) as server:  # noqa: S603
        wait_for(port, server)
        ask(port, "GET", "/healthz")
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        ask(port, "GET", "/healthz")
        server.terminate()
        written, _ = server.communicate(timeout=20)

    found = [json.loads(line) for line in written.splitlines()]
    assert {line["logger"] for line in found} == {"gunicorn.error", "galley.requests"}
    assert any("Listening at" in line["message"] for line in found)  # of the first process
    assert any("SIGKILL" in line["message"] for line in found)


def test_a_hostile_text_takes_no_time() -> None:
    start = time.perf_counter()

    for text in ("/" + "." * 50_000, ":" * 50_000, "a." * 25_000, "/x" * 25_000):
        redacted(text)

    assert time.perf_counter() - start < 0.5


def test_tokens_are_taken_out_of_any_text() -> None:
    tokens = ["wagtail_" + "a1" * 20, "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw="]

    assert [redacted(f"said {token} twice") for token in tokens] == ["said … twice"] * 2
    plain = "/news/a-story-with-a-rather-long-slug-that-goes-on/ /static/js/wagtail-hooks.0a1b2c3d4e5f.js"
    assert redacted(plain) == plain


def test_an_exception_tells_kind_and_place_and_no_word(lines: Any) -> None:
    try:
        try:
            raise KeyError(SECRET_TITLE)
        except KeyError as error:
            raise IntegrityError(f"Key (title)=({SECRET_TITLE}) exists") from error
    except IntegrityError:
        logging.getLogger("cms.test").exception("save_failed", extra={"page_id": 3, "page": object()})

    (line,) = lines()
    assert (line["exception"], line["causes"]) == ("django.db.utils.IntegrityError", ["builtins.KeyError"])
    assert line["page_id"] == 3
    assert "page" not in line
    assert line["trace"][-1].endswith("test_an_exception_tells_kind_and_place_and_no_word")
    assert "Minister" not in json.dumps(line)


def test_a_text_ends_no_line(lines: Any) -> None:
    logging.getLogger("cms.test").warning("one\ntwo \u2028 three")

    assert [line["message"] for line in lines()] == ["one\ntwo \u2028 three"]


def test_no_headline_is_logged_while_a_story_goes_live(newsroom: Newsroom, lines: Any) -> None:
    page = newsroom.draft(title=SECRET_TITLE, hero=[], no_picture=True)
    newsroom.publish(page)

    assert "Minister" not in json.dumps(lines())
