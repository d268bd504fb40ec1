"""Fills a newsroom with the demo, through the same services as people use."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from wagtail.models import Page

from cms.core import clock
from cms.moderation.review import decisions
from home.models import HomePage
from news import renditions
from news.models import Author, NewsImage, NewsIndexPage, RelatedStory, StoryPage, Topic, TopicPage

from .build import build_page, slug_of
from .content import Story
from .stories import AUTHORS, STORIES, TOPICS
from .users import ensure_users

Say = Callable[[str], None]


def load_demo(home: HomePage, *, say: Say) -> int:
    """Load what is not there yet; return how many stories were added."""
    people = ensure_users()
    _ensure_names()
    with clock.at(min(story.at for story in STORIES) - timedelta(days=1)):
        news = _ensure_section(home, "News", "news", owner=people["publisher"])
        _ensure_topic_pages(home, owner=people["publisher"])
    have = set(StoryPage.objects.values_list("slug", flat=True))
    missing = [story for story in STORIES if story.slug not in have]
    for story in missing:
        say(f"  {story.at:%Y-%m-%d}  {story.headline}")
        _load_story(story, news, people)
    renditions.make(NewsImage.objects.all())
    return len(missing)


def _ensure_names() -> None:
    for model, names in ((Topic, TOPICS), (Author, AUTHORS)):
        for name in names:
            model.objects.get_or_create(name=name, defaults={"slug": slug_of(name)})


def _ensure_section(parent: Page, title: str, slug: str, *, owner: Any) -> NewsIndexPage:
    section = NewsIndexPage.objects.child_of(parent).filter(slug=slug).first()
    if section is None:
        section = NewsIndexPage(title=title, slug=slug, owner=owner, live=False)
        _publish_directly(parent, section, user=owner)
    found: NewsIndexPage = section
    return found


def _ensure_topic_pages(home: HomePage, *, owner: Any) -> None:
    section = _ensure_section(home, "Topics", "topics", owner=owner)
    for topic in Topic.objects.exclude(pages__in=TopicPage.objects.child_of(section)):
        page = TopicPage(title=topic.name, slug=topic.slug, topic=topic, owner=owner, live=False)
        _publish_directly(section, page, user=owner)


def _publish_directly(parent: Page, page: Any, *, user: Any) -> None:
    parent.add_child(instance=page)
    page.save_revision(user=user).publish(user=user)
    page.refresh_from_db()


def _load_story(story: Story, section: NewsIndexPage, people: dict[str, Any]) -> None:
    """Write as the writer; submit and decide as far as the story's state says, at the story's own time."""
    with clock.at(story.at):
        page = build_page(story, owner=people["writer"])
        section.add_child(instance=page)
        targets = {target.slug: target for target in StoryPage.objects.filter(slug__in=story.related)}
        related = [RelatedStory(target=targets[slug], sort_order=n) for n, slug in enumerate(story.related)]
        page.related.set(related)
        page.save_revision(user=people["writer"], clean=False, log_action=True)
        if story.state != "draft":
            decisions.submit(page, user=people["writer"])
        if story.state in {"sign-off", "live"}:
            decisions.approve(page, user=people["reviewer"], seal=page.draft_seal)
        if story.state == "live":
            decisions.approve(page, user=people["publisher"], seal=page.draft_seal)
