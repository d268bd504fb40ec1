"""The proxy's cache keeps what is public, and never a byte of a draft."""

import gzip
import time
from http.client import HTTPResponse, HTTPSConnection

import pytest

from tests.services.server import HOST

from .desk import Desk
from .stack import Topology, needs_topology

pytestmark = [pytest.mark.topology, needs_topology]
SHARE = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from cms.core import clock
from cms.preview import grants
from news.models import StoryPage
draft = StoryPage.objects.filter(live=False).first()
user = get_user_model().objects.get(username="publisher")
grant = grants.share(draft.latest_revision, user=user, until=clock.now() + timedelta(days=1))
print(draft.pk, StoryPage.objects.live().first().pk, grants.token_of(grant), draft.title, sep="|")
"""
TAKE_BACK = """
from cms.preview import grants
from cms.preview.models import PreviewGrant
for grant in PreviewGrant.objects.all():
    grants.revoke(grant, user=grant.user)
"""


def ask(stack: Topology, path: str, token: str = "", form: str = "") -> tuple[HTTPResponse, str]:
    """Return the answer, and its body."""
    connection = HTTPSConnection(HOST, stack.port, timeout=20, context=stack.tls)
    headers = {"Accept-Encoding": "gzip"} | ({"Authorization": f"Bearer {token}"} if token else {})
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST" if form else "GET", path, body=form or None, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.headers["Content-Encoding"] == "gzip":
        body = gzip.decompress(body)
    return answer, body.decode(errors="replace")


def test_what_is_public_is_kept_and_named_anew(stack: Topology) -> None:
    answers = [ask(stack, "/api/v2/pages/")[0]]
    # An old answer may be given while a new one is made, which takes longer than asking once more.
    since = time.monotonic()
    while answers[-1].headers["X-Cache"] != "HIT" and time.monotonic() < since + 10:
        time.sleep(0.05)
        answers.append(ask(stack, "/api/v2/pages/")[0])

    assert {answer.status for answer in answers} == {200}
    assert answers[-1].headers["X-Cache"] == "HIT"
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == len(answers) > 1
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}


def test_the_tag_of_a_draft_comes_through_as_it_is(desk: Desk) -> None:
    """A weak one would be refused when the draft is saved."""
    answer, _body = ask(desk.stack, f"/api/v3/pages/{desk.draft()[1]}/?version=draft", desk.tokens["writer"])

    assert (answer.status, answer.headers["ETag"][0]) == (200, '"')


def test_no_draft_is_kept(stack: Topology) -> None:
    draft, live, token, title = stack.shell(SHARE).split("|")

    shown = [ask(stack, "/api/v2/preview/", token) for _ in range(2)]
    drawn = [ask(stack, "/preview/", form=f"token={token}")[1] for _ in range(2)]
    refused = [ask(stack, "/api/v2/preview/")[0], ask(stack, f"/api/v2/pages/{draft}/", token)[0]]
    asking = ask(stack, "/preview/")[1]
    assert ask(stack, f"/api/v2/pages/{live}/")[0].status == 200
    stack.shell(TAKE_BACK)
    late, said = ask(stack, "/api/v2/preview/", token)

    assert [(answer.status, title in body) for answer, body in shown] == [(200, True)] * 2
    assert {answer.headers["X-Cache"] for answer, _body in shown} == {"BYPASS"}
    assert all(title in text for text in drawn)
    assert [answer.status for answer in refused] == [404, 404]
    assert late.status == 404
    assert title not in asking + said
    kept = [path.read_bytes() for path in (stack.folder / "cache").rglob("*") if path.is_file()]
    assert any(f"/api/v2/pages/{live}/".encode() in answer for answer in kept)
    assert not any(title.encode() in answer for answer in kept)


def test_plain_http_leads_to_https_and_metrics_stay_inside(stack: Topology) -> None:
    assert ask(stack, "/metrics")[0].status == 404
    answer, _body = ask(stack, "/admin/")
    assert (answer.status, answer.headers["Location"]) == (302, "/admin/login/?next=/admin/")
    assert answer.headers["Strict-Transport-Security"]


def test_renditions_come_from_disk_and_originals_do_not(stack: Topology) -> None:
    media = stack.folder_of_media
    rendition = next(path for path in (media / "r").rglob("*") if path.is_file())
    original = next(path for path in (media / "original_images").rglob("*") if path.is_file())

    shown, _body = ask(stack, f"/media/{rendition.relative_to(media)}")

    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/webp")
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in (f"/media/{original.relative_to(media)}", f"/media/r/../{original.relative_to(media)}"):
        assert ask(stack, path)[0].status == 404
