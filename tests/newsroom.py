"""Named constructors: a newsroom with people, pictures and stories, made through the services."""

from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image as PillowImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.moderation.review import decisions, drafts, publication
from home.models import HomePage
from home.setup import setup_newsroom
from news import renditions
from news.models import (
    FORMATS as ALL,
)
from news.models import (
    Author,
    BriefPage,
    Byline,
    NewsImage,
    NewsIndexPage,
    NumbersListPage,
    StoryPage,
    Topic,
    TopicPage,
    WatchListPage,
)

TWO_STEPS = 2
_NAMED: dict[str, type[StoryPage]] = {
    "brief": BriefPage,
    "numbers": NumbersListPage,
    "watch": WatchListPage,
}
# Any other format goes by its class; its stream is what its blocks show in the editor's block picker.
FORMATS = _NAMED | {kind.__name__: kind for kind in ALL.values() if kind not in _NAMED.values()}


def example(kind: str) -> list[tuple[str, Any]]:
    """Return each block of a format as its preview shows it, as the stream takes them."""
    page_type = FORMATS[kind]
    blocks = page_type._meta.get_field(page_type.items_field).stream_block.child_blocks
    return [(name, block.get_prep_value(block.get_preview_value())) for name, block in blocks.items()]


def picture_file(name: str = "picture.png", size: tuple[int, int] = (48, 32)) -> ImageFile:
    """Return a small picture file."""
    data = BytesIO()
    PillowImage.new("RGB", size, "#345").save(data, "PNG")
    data.seek(0)
    return ImageFile(data, name=name)


def publish_directly(parent: Page, page: Any, user: Any = None) -> Any:
    """Return a section or topic page, live under `parent`."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(user=user).publish(user=user)
    page.refresh_from_db()
    return page


class Newsroom:
    """A site with its review, a section, people of each group, and constructors for stories."""

    def __init__(self, *, steps: int = 2) -> None:
        news = NewsIndexPage.objects.filter(slug="news").first()
        if news is None or steps != TWO_STEPS:
            setup_newsroom(steps=steps)
        self.home: HomePage = HomePage.objects.get()
        people = {user.username: user for user in get_user_model().objects.all()}
        self.writer = people.get("writer") or self.person("writer", "Writers")
        self.reviewer = people.get("reviewer") or self.person("reviewer", "Reviewers")
        self.publisher = people.get("publisher") or self.person("publisher", "Publishers")
        self.news = news or publish_directly(self.home, NewsIndexPage(title="News", slug="news"))

    def person(self, name: str, *groups: str, **extra: Any) -> Any:
        """Return a user in the groups, with the password `secret`."""
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "secret", **extra)
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    def topic(self, name: str) -> Topic:
        """Return the topic of that name."""
        return Topic.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})[0]

    def topic_page(self, name: str) -> TopicPage:
        """Return a live page that presents the topic of that name."""
        topic = self.topic(name)
        return publish_directly(self.home, TopicPage(title=name, slug=topic.slug, topic=topic))

    def image(self, name: str = "picture.png", **fields: Any) -> NewsImage:
        """Return a saved image with its renditions, as the upload leaves it."""
        title = fields.pop("title", "A picture")
        image = NewsImage.objects.create(title=title, file=picture_file(name), **fields)
        renditions.make([image])
        return image

    def figure(self, **values: Any) -> dict[str, Any]:
        """Return the native value of a figure."""
        value = {
            "image": values.pop("image", None) or self.image(),
            "alt": "A harbour at dawn",
            "decorative": False,
            "caption": RichText("The harbour, <i>January 10</i>."),
            "credit": "REUTERS/A. Name",
        }
        return value | values

    def draft(self, kind: str = "brief", title: str = "A headline", **fields: Any) -> Any:
        """Return a complete draft of a format, saved by the writer."""
        page_type = FORMATS[kind]
        topics = fields.pop("topics", ["Somalia"])
        owner = fields.pop("owner", self.writer)
        if "hero" not in fields:
            fields["hero"] = [("figure", self.figure())]
        fields.setdefault(page_type.items_field, self.items(kind))
        page = page_type(title=title, live=False, owner=owner, **fields)
        page.topics.set([self.topic(name) for name in topics])
        author, _ = Author.objects.get_or_create(name="A. Writer", defaults={"slug": "a-writer"})
        page.bylines.set([Byline(author=author, sort_order=0)])
        self.news.refresh_from_db()
        self.news.add_child(instance=page)
        page.save_revision(user=owner, clean=False)
        return page

    def items(self, kind: str) -> list[tuple[str, Any]]:
        """Return native stream values for a format."""
        text = RichText("<p>One paragraph with <b>weight</b>.</p><p>And another.</p>")
        number_item = {
            "display": "43,000",
            "kicker": "A drought",
            "unit": "deaths",
            "text": text,
            "source": [{"name": "WHO", "url": "https://who.example/report", "retrieved": None}],
            "figure": [],
        }
        watch_item = {"heading": "A border deal", "text": text, "why_it_matters": "Gas.", "figure": []}
        return {
            "brief": [
                ("paragraph", text),
                ("heading", {"text": "What next", "level": "2"}),
                ("quote", {"text": "We will see.", "speaker": "A. Person", "role": "Minister", "source": ""}),
                ("number", {"display": "1 in 3", "unit": "people", "source": []}),
            ],
            "numbers": [("number_item", number_item), ("number_item", number_item | {"display": ""})],
            "watch": [("watch_item", watch_item)],
        }.get(kind) or example(kind)

    def submitted(self, kind: str = "brief", **fields: Any) -> Any:
        """Return a story that waits at the desk."""
        page = self.draft(kind, **fields)
        decisions.submit(page, user=page.owner or self.writer)
        return page

    def publish(self, page: Any) -> None:
        """Take a draft through its whole review."""
        decisions.submit(page, user=page.owner or self.writer)
        self.approve(page, self.reviewer)
        self.approve(page, self.publisher)
        page.refresh_from_db()

    def change(self, page: Any, *, user: Any = None, **fields: Any) -> None:
        """Save a change of the newest draft as `user`, the writer if nobody is named."""
        draft = type(page).objects.get(pk=page.pk).latest_revision.as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=user or self.writer, clean=False)

    def publish_change(self, page: Any, **fields: Any) -> None:
        """Let a change by the writer go live through its whole review."""
        self.change(page, **fields)
        self.publish(page)

    def approve(self, page: Any, user: Any) -> None:
        """Let `user` approve the current step."""
        decisions.approve(page, user=user, seal=page.draft_seal)

    def live(self, kind: str = "brief", **fields: Any) -> Any:
        """Return a live story, granted as by its last approval; the review is left out, which takes time."""
        page = self.draft(kind, **fields)
        with transaction.atomic():
            publication.publish_granted(*drafts.newest(page.pk), user=self.publisher)
        page.refresh_from_db()
        return page

    def reviewed(self, kind: str = "brief", **fields: Any) -> Any:
        """Return a live story that went through its whole review."""
        page = self.draft(kind, **fields)
        self.publish(page)
        return page
