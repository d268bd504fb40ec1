"""A shared preview in the reader: the token comes behind the `#`, and goes to the server in a form."""

from datetime import timedelta

from django.test import Client

from cms.core import clock
from cms.preview import grants
from tests.newsroom import Newsroom


def token(newsroom: Newsroom, title: str, **life: float) -> str:
    page = newsroom.draft(title=title)
    until = clock.now() + timedelta(**(life or {"days": 1}))
    return grants.token_of(grants.share(page.latest_revision, user=newsroom.writer, until=until))


def test_the_draft_is_drawn_as_it_would_be_published(newsroom: Newsroom, reader: Client) -> None:
    answer = reader.post("/preview/", {"token": token(newsroom, "Not out yet")})

    text = answer.content.decode()
    assert "<h1>Not out yet</h1>" in text
    assert "This is a preview." in text
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_token_that_is_over_gives_nothing_away(newsroom: Newsroom, reader: Client) -> None:
    answer = reader.post("/preview/", {"token": token(newsroom, "Not out yet", seconds=-1)})

    assert answer.status_code == 404
    assert "Ask for a new one." in answer.content.decode()
    assert "Not out yet" not in answer.content.decode()


def test_the_page_asks_for_the_token_where_none_is_sent(newsroom: Newsroom, reader: Client) -> None:
    for answer in (reader.get("/preview/"), reader.post("/preview/"), reader.get("/preview/?token=x")):
        assert answer.status_code == 200
        assert 'name="token"' in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"


def test_no_session_is_asked(newsroom: Newsroom) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/preview/", {"token": token(newsroom, "A draft")}).status_code == 200
    assert strict.post("/preview/", {"token": "\x00\ufffd"}).status_code == 404
