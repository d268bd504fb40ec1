"""Previews for front ends: one draft for callers with its token, and nothing for every other one."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from cms.accounts.throttles import PREVIEW_FROM
from cms.core import clock
from cms.preview import grants
from cms.preview.models import PreviewGrant
from news.models import Byline, RelatedStory
from tests.newsroom import FORMATS, Newsroom, publish_directly

MOMENT = datetime(2026, 1, 10, 8, tzinfo=UTC)
ADDRESS = "/api/v2/preview/"


def ask(token: str, query: str = "") -> HttpResponse:
    return Client().get(f"{ADDRESS}{query}", HTTP_AUTHORIZATION=f"Bearer {token}")  # type: ignore[return-value]


def share(page: Page, user: Any, **life: float) -> PreviewGrant:
    until = clock.now() + timedelta(**(life or {"days": 1}))
    return grants.share(page.get_latest_revision(), user=user, until=until)


def token(page: Page, user: Any) -> str:
    return grants.token_of(share(page, user))


def is_private(answer: HttpResponse) -> bool:
    return answer["Cache-Control"] == "private, no-store" and answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_draft_has_the_document_that_it_gets_when_it_goes_live(newsroom: Newsroom, kind: str) -> None:
    page = newsroom.draft(kind)

    with clock.at(MOMENT):
        draft = ask(token(page, newsroom.writer)).json()
        newsroom.publish(page)

    live = Client().get(f"/api/v2/pages/{page.pk}/").json()
    assert draft == live


def test_a_page_that_joins_others_shows_those_that_are_public(newsroom: Newsroom) -> None:
    shown, hidden = newsroom.live(title="Shown", topics=["Russia"]), newsroom.draft(topics=["Russia"])
    topic_page = newsroom.topic_page("Russia")

    draft = ask(token(topic_page, newsroom.publisher)).json()

    assert draft == Client().get(f"/api/v2/pages/{topic_page.pk}/").json()
    assert draft["lead"]["id"] == shown.pk
    assert hidden.title not in json.dumps(draft)


def test_relations_of_a_draft_follow_the_public_rules(newsroom: Newsroom) -> None:
    secret = newsroom.draft(title="Not for anybody yet")
    page = newsroom.draft()
    page.related = [RelatedStory(target=secret), RelatedStory()]
    page.bylines = [Byline()]  # as the form has it before anybody is chosen
    page.save_revision(user=newsroom.writer, clean=False)

    answer = ask(token(page, newsroom.writer))

    assert answer.json()["related"] == []
    assert secret.title not in answer.content.decode()


def test_nobody_keeps_an_answer(newsroom: Newsroom) -> None:
    good, bad = ask(token(newsroom.draft(), newsroom.writer)), ask("nothing")

    assert good.status_code == 200
    assert is_private(good)
    assert "ETag" not in good
    assert bad.status_code == 404
    assert is_private(bad)
    assert good["X-Robots-Tag"] == "noindex"


def over(newsroom: Newsroom, grant: PreviewGrant) -> None:
    PreviewGrant.objects.filter(pk=grant.pk).update(expires_at=clock.now())


def taken_back(newsroom: Newsroom, grant: PreviewGrant) -> None:
    grants.revoke(grant, user=newsroom.publisher)


def without_group(newsroom: Newsroom, grant: PreviewGrant) -> None:
    newsroom.writer.groups.clear()


def without_admin(newsroom: Newsroom, grant: PreviewGrant) -> None:
    group = Group.objects.get(name="Writers")
    group.permissions.remove(*group.permissions.filter(codename="access_admin"))


def of_somebody_who_left(newsroom: Newsroom, grant: PreviewGrant) -> None:
    newsroom.writer.is_active = False
    newsroom.writer.save()


def without_right_on_the_page(newsroom: Newsroom, grant: PreviewGrant) -> None:
    Page.objects.filter(pk=grant.page_id).update(owner=newsroom.publisher)


def deleted(newsroom: Newsroom, grant: PreviewGrant) -> None:
    grant.page.specific.delete()


@pytest.mark.parametrize(
    "end",
    [
        over,
        taken_back,
        without_group,
        without_admin,
        of_somebody_who_left,
        without_right_on_the_page,
        deleted,
    ],
)
def test_a_token_ends(newsroom: Newsroom, end: Callable[[Newsroom, PreviewGrant], None]) -> None:
    grant = share(newsroom.draft(), newsroom.writer)
    held = grants.token_of(grant)
    assert ask(held).status_code == 200

    end(newsroom, grant)

    assert ask(held).status_code == 404


def test_a_right_that_comes_back_opens_the_link_again(newsroom: Newsroom) -> None:
    held = token(newsroom.draft(), newsroom.writer)
    newsroom.writer.groups.clear()
    assert ask(held).status_code == 404

    newsroom.writer.groups.add(Group.objects.get(name="Writers"))

    assert ask(held).status_code == 200


def test_a_token_shows_its_revision_whatever_is_saved_later(newsroom: Newsroom) -> None:
    page = newsroom.draft(title="As shared")
    held = token(page, newsroom.writer)

    newsroom.change(page, title="Changed afterwards")

    assert ask(held).json()["title"] == "As shared"


def test_a_token_is_for_one_page_and_one_revision(newsroom: Newsroom) -> None:
    page, other = newsroom.draft(), newsroom.draft()
    held = token(page, newsroom.writer)
    revision = page.latest_revision_id
    newsroom.change(page, title="Later")
    page.refresh_from_db()

    assert ask(held, f"?id={page.pk}&revision={revision}").status_code == 200
    assert ask(held, f"?id={other.pk}").status_code == 404
    assert ask(held, f"?revision={page.latest_revision_id}").status_code == 404
    assert ask(held, f"?revision={other.latest_revision_id}").status_code == 404


def test_a_token_opens_no_other_address(newsroom: Newsroom) -> None:
    page = newsroom.draft(title="Quite unheard of")
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token(page, newsroom.writer)}"}
    ask_for = Client().get

    assert ask_for(f"/api/v2/pages/{page.pk}/", **bearer).status_code == 404
    assert ask_for(f"/api/v2/pages/find/?id={page.pk}", **bearer).status_code == 404
    assert ask_for("/api/v3/whoami/", **bearer).status_code == 401
    for query in ("?fields=*", "?search=unheard", f"?id={page.pk}"):
        assert "unheard" not in ask_for(f"/api/v2/pages/{query}", **bearer).content.decode().replace(
            query, ""
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:0],
        lambda t: t[:-1],
        lambda t: t + "x",
        lambda t: t.swapcase(),
        lambda t: t.split(".")[0],
        lambda t: t.replace(".", "é"),
        lambda t: t * 1000,
        lambda t: f"{t} {t}",
    ],
)
def test_what_is_no_token_is_refused_without_a_query_for_it(
    newsroom: Newsroom, change: Callable[[str], str], django_assert_max_num_queries: Any
) -> None:
    held = token(newsroom.draft(), newsroom.writer)

    with django_assert_max_num_queries(1):  # the sequence
        assert ask(change(held)).status_code == 404


def test_tokens_that_are_over_are_counted_and_good_ones_go_on(newsroom: Newsroom) -> None:
    over, good = (
        share(newsroom.draft(), newsroom.writer, seconds=-1),
        token(newsroom.draft(), newsroom.writer),
    )

    answers = [ask(grants.token_of(over)) for _ in range(PREVIEW_FROM.most + 1)]
    refused = answers.pop()

    assert {answer.status_code for answer in answers} == {404}
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert int(refused["Retry-After"]) > 0
    assert is_private(refused)
    assert ask(good).status_code == 200
    assert ask("x.y").status_code == 404
    page = Client().post("/preview/", {"token": grants.token_of(over)})
    assert (page.status_code, int(page["Retry-After"]) > 0) == (429, True)


def test_a_wrong_token_and_one_that_is_over_look_alike(newsroom: Newsroom) -> None:
    grant = share(newsroom.draft(), newsroom.writer, seconds=-1)

    assert ask(grants.token_of(grant)).content == ask("x.y").content


def test_a_basic_login_is_no_token(newsroom: Newsroom) -> None:
    held = token(newsroom.draft(), newsroom.writer)

    assert Client().get(ADDRESS, HTTP_AUTHORIZATION=f"Basic {held}").status_code == 404
    assert Client().get(f"{ADDRESS}?token={held}").status_code == 400


def test_views_of_a_shared_preview_are_counted_and_named_once_a_minute(newsroom: Newsroom) -> None:
    page = newsroom.draft()
    grant = share(page, newsroom.writer)

    for _ in range(3):
        ask(grants.token_of(grant))

    grant.refresh_from_db()
    assert grant.views == 3
    assert grant.last_viewed_at is not None
    assert _logged(page) == ["galley.view_preview", "galley.share_preview"]


def test_a_draft_behind_a_restriction_is_shown_to_who_may_see_the_draft(newsroom: Newsroom) -> None:
    section = publish_directly(newsroom.home, type(newsroom.news)(title="Members", slug="members"))
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    assert ask(token(section, newsroom.publisher)).status_code == 200
    assert Client().get(f"/api/v2/pages/{section.pk}/").status_code == 404


def test_scripts_of_every_origin_may_send_a_token(db: None) -> None:
    answer = Client().options(
        ADDRESS, HTTP_ORIGIN="https://x.example", HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET"
    )

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


def _logged(page: Page) -> list[str]:
    entries = PageLogEntry.objects.filter(page=page.pk, action__contains="preview")
    return list(entries.order_by("-timestamp", "-pk").values_list("action", flat=True))
