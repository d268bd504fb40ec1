"""Many waiting stories, put there row by row, without writing or submitting them."""

from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, TaskState, WorkflowState

from cms.core import clock
from cms.moderation.models import Contribution, Review, ReviewTask, ReviewTaskState
from news.models import BriefPage
from tests.newsroom import Newsroom


def crowd(newsroom: Newsroom, count: int) -> None:
    """Put many stories into the desk's queue, row by row, without writing or submitting them."""
    desk = ReviewTask.objects.get(name="Desk review")
    content_type = ContentType.objects.get_for_model(BriefPage)
    base = ContentType.objects.get_for_model(Page)
    revision = newsroom.draft(title="Lends its revision", slug=f"lender-{count}").latest_revision
    parent = newsroom.news
    parent.refresh_from_db()
    start = parent.numchild
    pages = Page.objects.bulk_create(
        Page(
            title=f"Story {start + n}",
            draft_title=f"Story {start + n}",
            slug=f"story-{start + n}",
            path=Page._get_path(parent.path, parent.depth + 1, start + n + 1),
            depth=parent.depth + 1,
            content_type=content_type,
            url_path=f"{parent.url_path}story-{start + n}/",
            owner=newsroom.person(f"author-{start + n}", "Writers") if n < 10 else newsroom.writer,
            translation_key=uuid4(),
            locale=parent.locale,
            live=False,
        )
        for n in range(count)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=start + count)
    states = WorkflowState.objects.bulk_create(
        WorkflowState(
            content_type=content_type,
            base_content_type=base,
            object_id=str(page.pk),
            workflow=newsroom.home.get_workflow(),
            requested_by=newsroom.writer,
        )
        for page in pages
    )
    for state in states:
        task_state = ReviewTaskState.objects.create(workflow_state=state, task=desk, revision=revision)
        state.current_task_state = TaskState(pk=task_state.pk)
    WorkflowState.objects.bulk_update(states, ["current_task_state"])
    Review.objects.bulk_create(
        Review(
            workflow_state=state,
            page=page,
            round=1,
            seal="0",
            submitted_by=newsroom.writer,
            submitted_at=clock.now(),
            step_since=clock.now(),
            claimed_by=newsroom.reviewer,
            claimed_at=clock.now(),
        )
        for state, page in zip(states, pages, strict=True)
    )
    Contribution.objects.bulk_create(
        Contribution(page=page, user=newsroom.writer, seal="0", number=1) for page in pages
    )
