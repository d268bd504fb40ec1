"""Several short stories approved on one page: each with its seal, each on its own."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from cms.moderation.models import Decision, ReviewSettings
from cms.moderation.review import batch, decisions
from tests.newsroom import Newsroom

TOGETHER = "/admin/review/together/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def chosen(*pages: Any) -> dict[str, list[int]]:
    return {"story": [page.pk for page in pages]}


def summary(client: Client, *pages: Any) -> dict[str, Any]:
    """Return the form of the summary page, as a browser would send it."""
    data: dict[str, Any] = chosen(*pages)
    for choice in client.get(TOGETHER, chosen(*pages)).context["choices"]:
        pk = choice.review.page_id
        data |= {f"seal-{pk}": choice.seal, f"state-{pk}": choice.review.workflow_state.current_task_state_id}
    return data


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_each_chosen_story_is_shown_with_its_seal_and_approved(newsroom: Newsroom) -> None:
    first, second = newsroom.submitted(title="First"), newsroom.submitted(title="Second")
    client = signed_in(newsroom.reviewer)

    page = client.get(TOGETHER, chosen(first, second)).content.decode()
    answer = client.post(TOGETHER, summary(client, first, second), follow=True)

    for story in (first, second):
        assert f'value="{story.draft_seal}"' in page
        assert story.draft_seal[:10] in page
    assert "One paragraph with" in page
    assert page.count('alt="A harbour at dawn"') == 2
    assert "REUTERS/A. Name" in page
    assert answer.redirect_chain == [("/admin/review/queue/", 302)]
    assert "Approved: “First”, “Second”." in said(answer)
    assert list(Decision.objects.values_list("door", flat=True)) == ["batch", "batch"]


def test_a_story_that_changed_meanwhile_stops_no_other(newsroom: Newsroom) -> None:
    first, second = newsroom.submitted(title="First"), newsroom.submitted(title="Second")
    client = signed_in(newsroom.reviewer)
    form = summary(client, first, second)
    newsroom.change(first, title="First, otherwise")

    answer = client.post(TOGETHER, form, follow=True)

    assert "Approved: “Second”." in said(answer)
    assert "“First, otherwise” was not approved. The story has changed since you opened it." in said(answer)
    assert Decision.objects.get().review.page_id == second.pk


def test_a_crash_at_one_story_leaves_the_earlier_ones_decided(newsroom: Newsroom) -> None:
    first, second = newsroom.submitted(title="First"), newsroom.submitted(title="Second")
    client = signed_in(newsroom.reviewer)
    form, decide = summary(client, first, second), decisions.decide

    def crash_at_second(state: Any, *args: Any, **kwargs: Any) -> Any:
        if state.workflow_state.object_id == str(second.pk):
            raise OSError("out of memory")
        return decide(state, *args, **kwargs)

    with patch.object(decisions, "decide", crash_at_second), pytest.raises(OSError, match="out of memory"):
        client.post(TOGETHER, form)

    assert Decision.objects.get().review.page_id == first.pk


def test_only_short_stories_are_approved_together(newsroom: Newsroom) -> None:
    short, long = newsroom.submitted("watch", title="Short"), newsroom.submitted(title="Long")
    settings = ReviewSettings.load()
    settings.batch_words = short.word_count()
    settings.save()
    client = signed_in(newsroom.reviewer)

    refusals = {
        choice.draft.title: choice.refusal
        for choice in client.get(TOGETHER, chosen(short, long)).context["choices"]
    }
    answer = client.post(TOGETHER, summary(client, short, long), follow=True)

    assert long.word_count() > short.word_count()
    assert refusals["Short"] == ""
    assert "too long" in refusals["Long"]
    assert "“Long” was not approved. This story is too long" in said(answer)
    assert Decision.objects.get().review.page_id == short.pk


def test_queue_offers_boxes_for_what_i_can_decide(newsroom: Newsroom) -> None:
    mine = newsroom.submitted(title="Mine to decide")
    other = newsroom.submitted(title="Worked on by the reviewer", owner=newsroom.reviewer)

    queue = signed_in(newsroom.reviewer).get("/admin/review/queue/").content.decode()
    writers = signed_in(newsroom.writer).get("/admin/review/queue/").content.decode()

    assert f'name="story" value="{mine.pk}"' in queue
    assert f'name="story" value="{other.pk}"' not in queue
    assert "Review selected together" in queue
    assert "Review selected together" not in writers


def test_summary_says_why_a_story_is_not_mine_and_hides_what_i_may_not_see(newsroom: Newsroom) -> None:
    own = newsroom.submitted(title="Own", owner=newsroom.reviewer)
    live = newsroom.live(title="Live")
    client = signed_in(newsroom.reviewer)

    page = client.get(TOGETHER, chosen(own, live))

    assert [choice.refusal for choice in page.context["choices"]] == [
        "You worked on this story, so someone else has to decide."
    ]
    assert page.context["gone"] == 1
    assert "Approve selected" not in page.content.decode()
    assert signed_in(newsroom.person("other", "Writers")).get(TOGETHER, chosen(own)).context["choices"] == []


@pytest.mark.parametrize(
    "query",
    ["", "story=", "story=x", "story=-1", "&".join(f"story={n}" for n in range(1, 12)), "story=" + "9" * 40],
)
def test_odd_choices_are_answered(newsroom: Newsroom, query: str) -> None:
    client = signed_in(newsroom.reviewer)

    assert client.get(f"{TOGETHER}?{query}").status_code in {200, 400}
    assert client.post(TOGETHER, query, "application/x-www-form-urlencoded").status_code in {302, 400}


@pytest.mark.parametrize("seal", ["", "0", "\x00", "x" * 20_000])
def test_wrong_seal_approves_nothing(newsroom: Newsroom, seal: str) -> None:
    page = newsroom.submitted()
    state = page.current_workflow_task_state

    (outcome,) = batch.approve_each([batch.Approval(page.pk, state.pk, seal)], user=newsroom.reviewer)

    assert outcome.refusal is not None
    assert outcome.refusal.status == 409
    assert not Decision.objects.exists()


def test_step_of_another_story_approves_neither(newsroom: Newsroom) -> None:
    page, other = newsroom.submitted(title="One"), newsroom.submitted(title="Another")
    foreign = batch.Approval(page.pk, other.current_workflow_task_state.pk, page.draft_seal)

    (outcome,) = batch.approve_each([foreign], user=newsroom.reviewer)

    assert outcome.refusal is not None
    assert not Decision.objects.exists()
