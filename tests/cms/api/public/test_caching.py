"""What caches are told: how long they may keep an answer, under which names, and what they must not keep."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from cms.api.public.caching import KEYS_MAX_BYTES, list_keys, public_control
from news.models import RelatedStory
from tests.newsroom import Newsroom
from tests.routes import public_addresses

PLAIN: dict[str, Any] = {"hero": [], "no_picture": True}
ALWAYS_ASK = "public, max-age=0, must-revalidate"
NOTHING_HIDDEN: dict[str, list[str]] = {"slugs": ["somalia"], "paths": ["/"], "media": []}


def public_api(newsroom: Newsroom) -> Iterator[str]:
    """Return sample address of each route of the public API that answers in JSON, text or with a redirect."""
    for route, addresses in public_addresses(NOTHING_HIDDEN).items():
        if route.startswith("api/v2/"):
            yield addresses[0].replace("/pages/1/", f"/pages/{newsroom.home.pk}/")


@pytest.mark.parametrize(
    ("shared_s", "stale_s", "value"),
    [
        (0, 0, ALWAYS_ASK),
        (60, 0, "public, max-age=0, s-maxage=60, must-revalidate"),
        (60, 30, "public, max-age=0, s-maxage=60, stale-while-revalidate=30"),
        (0, 30, "public, max-age=0, stale-while-revalidate=30"),
    ],
)
def test_shared_caches_keep_what_the_settings_allow(shared_s: int, stale_s: int, value: str) -> None:
    assert public_control(shared_s, stale_s) == value


def test_every_route_says_the_same_of_caching_and_varies_by_nothing(
    newsroom: Newsroom, reader: Client, settings: Any
) -> None:
    settings.GALLEY_SHARED_CACHE_SECONDS, settings.GALLEY_STALE_SECONDS = 60, 30
    newsroom.live(**PLAIN)

    answers = {address: reader.get(address) for address in public_api(newsroom)}

    good = {address: answer for address, answer in answers.items() if answer.status_code < 400}
    bad = {address: answer for address, answer in answers.items() if answer.status_code >= 400}
    assert {a["Cache-Control"] for a in good.values()} == {public_control(60, 30)}
    assert {a["Cache-Control"] for a in bad.values()} == {"no-store"}
    assert {a["Access-Control-Allow-Origin"] for a in answers.values()} == {"*"}
    assert [address for address, answer in answers.items() if "Vary" in answer] == []
    assert len(good) > len(bad) > 0


def test_a_304_may_be_kept_as_its_200(newsroom: Newsroom, reader: Client, settings: Any) -> None:
    settings.GALLEY_SHARED_CACHE_SECONDS, settings.GALLEY_SURROGATE_KEYS = 60, True
    address = f"/api/v2/pages/{newsroom.live(**PLAIN).pk}/"
    whole = reader.get(address)

    answer = reader.get(address, HTTP_IF_NONE_MATCH=whole["ETag"])

    assert answer.status_code == 304
    for name in ("Cache-Control", "Surrogate-Key", "Galley-Sequence"):
        assert answer[name] == whole[name]


@pytest.mark.parametrize("headers", [{"HTTP_AUTHORIZATION": "Bearer x"}, {"HTTP_COOKIE": "a=b; sessionid=x"}])
def test_answers_to_somebody_known_are_private(
    newsroom: Newsroom, reader: Client, headers: dict[str, str]
) -> None:
    for address in public_api(newsroom):
        assert reader.get(address, **headers)["Cache-Control"] == "private, no-store"  # type: ignore[arg-type]


def test_other_cookies_make_no_answer_private(newsroom: Newsroom, reader: Client) -> None:
    answer = reader.get("/api/v2/pages/", HTTP_COOKIE="theme=dark; xsessionid=1")

    assert answer["Cache-Control"] == ALWAYS_ASK


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v2/pages/999999/", 404),
        ("/api/v2/pages/?foo=1", 400),
        ("/api/", 404),
        ("/api/v2/nothing/", 404),
    ],
)
def test_no_cache_keeps_an_error(newsroom: Newsroom, reader: Client, address: str, status: int) -> None:
    answer = reader.get(address)

    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")


def test_what_was_missing_is_there_once_it_is_published(newsroom: Newsroom, reader: Client) -> None:
    page = newsroom.submitted(**PLAIN)
    address = f"/api/v2/pages/{page.pk}/"

    assert reader.get(address)["Cache-Control"] == "no-store"
    newsroom.approve(page, newsroom.reviewer)
    newsroom.approve(page, newsroom.publisher)
    assert reader.get(address)["Cache-Control"] == ALWAYS_ASK


def test_surrogate_keys_are_sent_only_where_they_are_asked_for(newsroom: Newsroom, reader: Client) -> None:
    assert [a for a in public_api(newsroom) if "Surrogate-Key" in reader.get(a)] == []


def test_a_page_carries_its_own_key_and_those_of_type_and_topics(
    newsroom: Newsroom, reader: Client, settings: Any
) -> None:
    settings.GALLEY_SURROGATE_KEYS = True
    draft = newsroom.draft(slug="hidden", topics=["Secret"], **PLAIN)
    page = newsroom.draft(topics=["Somalia", "North Korea"], **PLAIN)
    page.related.set([RelatedStory(target=draft, sort_order=0)])
    page.save_revision(user=newsroom.writer, clean=False)
    newsroom.publish(page)

    keys = reader.get(f"/api/v2/pages/{page.pk}/")["Surrogate-Key"]

    own = f"page-{page.pk} site type-news.BriefPage"
    assert keys == f"{own} author-a-writer topic-north-korea topic-somalia"


def test_keys_follow_the_topics(newsroom: Newsroom, reader: Client, settings: Any) -> None:
    settings.GALLEY_SURROGATE_KEYS = True
    page = newsroom.live(**PLAIN)

    newsroom.publish_change(page, topics=[newsroom.topic("Yemen")])

    keys = reader.get(f"/api/v2/pages/{page.pk}/")["Surrogate-Key"].split()
    assert {key for key in keys if key.startswith("topic-")} == {"topic-yemen"}


def test_lists_and_pages_that_present_others_go_with_any_publication(
    newsroom: Newsroom, reader: Client, settings: Any
) -> None:
    settings.GALLEY_SURROGATE_KEYS = True
    page = newsroom.live(**PLAIN)

    keys = {
        a: r["Surrogate-Key"].split() for a in public_api(newsroom) if (r := reader.get(a)).status_code < 400
    }
    keys |= {"home": reader.get(f"/api/v2/pages/{newsroom.home.pk}/")["Surrogate-Key"].split()}

    assert [address for address, found in keys.items() if not {"list", "site"} <= set(found)] == []
    topic = reader.get("/api/v2/pages/?topic=somalia&type=news.BriefPage")["Surrogate-Key"]
    assert topic == f"list site type-news.BriefPage topic-somalia page-{page.pk}"


@pytest.mark.parametrize("address", ["pages/find/?html_path=/old/", "redirects/", "menus/", "site/"])
def test_what_is_put_together_when_read_goes_with_any_publication(
    newsroom: Newsroom, reader: Client, settings: Any, address: str
) -> None:
    settings.GALLEY_SURROGATE_KEYS = True
    Redirect.objects.create(old_path="/old", redirect_page=newsroom.live(**PLAIN))

    answer = reader.get(f"/api/v2/{address}")

    assert (answer.status_code, answer["Surrogate-Key"]) == (200, "list site")


def test_an_empty_list_does_not_repeat_what_was_asked_for() -> None:
    assert list_keys(types=["news.BriefPage"], members=[], topic=["secret"]) == ["list", "site"]


def test_a_list_names_its_members_while_they_fit() -> None:
    assert list_keys(types=["news.BriefPage"], members=[3, 4], topic=["a b"]) == [
        "list",
        "site",
        "type-news.BriefPage",
        "topic-a%20b",
        "page-3",
        "page-4",
    ]
    assert list_keys(types=["news.BriefPage"], members=range(10**6, 10**6 + 1000)) == [
        "list",
        "site",
        "type-news.BriefPage",
    ]
    assert list_keys(types=[], members=[1], topic=["t" * 255] * 40) == ["list", "site"]
    assert len(" ".join(list_keys(types=[], members=[1], topic=["t" * 255] * 20))) <= KEYS_MAX_BYTES
