"""A small newsroom in which anything can happen: what the machine starts from, and how it chooses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.test import TestCase
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.core.refusals import Refusal
from cms.moderation.review import drafts, publication
from cms.publishing.transactions import in_one_transaction
from news.models import Author, Byline, NewsIndexPage, RelatedStory, Series, StoryPage, Topic, TopicPage
from tests.newsroom import FORMATS, Newsroom, example, publish_directly


class Desk:
    """A newsroom with sections, topics, a series, a picture, and stories that link to each other."""

    def __init__(self) -> None:
        self.newsroom = Newsroom()
        self.made = 0
        self.first_site = Site.objects.get().pk
        world = publish_directly(self.newsroom.home, NewsIndexPage(title="World", slug="world"))
        publish_directly(world, NewsIndexPage(title="Asia", slug="asia"))
        for name in ("Somalia", "Yemen"):
            self.newsroom.topic(name)
        for name in ("A. Writer", "Another"):
            Author.objects.create(name=name, slug=name.lower().replace(". ", "-"))
        Series.objects.create(name="Deaths", slug="deaths")
        self.image = self.newsroom.image()
        self.image.make_renditions()
        self._original = Path(self.image.file.path).read_bytes()
        first = self.story("brief", parent=world, link=self.newsroom.home)
        second = self.story("numbers", parent=world, link=first)
        self.story("watch", parent=self.newsroom.news, link=second, image=self.image)

    def put_the_file_back(self) -> None:
        """Undo what no rollback undoes: the picture may have been deleted."""
        Path(self.image.file.path).write_bytes(self._original)

    def story(self, kind: str, *, parent: Page, link: Page, image: Any = None, **fields: Any) -> Any:
        """Return a published story that links to a page, and is related to it where it is a story."""
        page = self.draft(kind, parent=parent, link=link, image=image, **fields)
        self.publish(page)
        return page

    def draft(self, kind: str, *, parent: Page, link: Page, image: Any = None, **fields: Any) -> Any:
        """Return a complete draft."""
        self.made += 1
        fields |= {FORMATS[kind].items_field: self._items(kind, link)} | self.picture(image)
        page: Any = FORMATS[kind](title=f"Story {self.made}", slug=f"story-{self.made}", live=False, **fields)
        page.topics.set(Topic.objects.order_by("pk")[:1])
        page.bylines.set([Byline(author=author) for author in Author.objects.order_by("pk")[:1]])
        page.related.set(_related(link))
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision(user=self.newsroom.writer, clean=False)
        return page

    def picture(self, image: Any) -> dict[str, Any]:
        """Return the fields of a story with this picture, or with none."""
        hero = [("figure", self.newsroom.figure(image=image))] if image else []
        return {"hero": hero, "no_picture": not image}

    def _items(self, kind: str, link: Page) -> list[tuple[str, Any]]:
        text = RichText(f'<p>See <a linktype="page" id="{link.pk}">there</a>.</p>')
        if kind == "brief":
            return [("paragraph", text)]
        topics = list(Topic.objects.order_by("-pk")[:1])
        if kind == "numbers":
            item = {
                "display": "43,000",
                "kicker": "A drought",
                "unit": "deaths",
                "series": self._any_series(),
            }
            money = {"display": "$5 billion", "kicker": "Aid", "text": text, "topics": []}
            return [("number_item", item | {"text": text, "topics": topics}), ("number_item", money)]
        if kind == "watch":
            item = {"heading": "A deal", "text": text, "watch_date": "2026-12", "topics": topics}
            return [("watch_item", item)]
        return example(kind)

    def _any_series(self) -> Series | None:
        return Series.objects.order_by("pk").first()

    def change(self, page: Any, *, related: Page | None = None, **fields: Any) -> None:
        """Save a change of the newest draft; relations take lists."""
        draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
        for name, value in fields.items():
            if name in {"topics", "bylines"}:
                getattr(draft, name).set(value)
            else:
                setattr(draft, name, value)
        if related is not None:
            draft.related.set(_related(related))
        draft.save_revision(user=self.newsroom.writer, clean=False)

    def publish(self, page: Any) -> None:
        """Let the newest draft go live as its last approval would."""

        def work() -> None:
            if isinstance(page, StoryPage):
                revision, draft = drafts.newest(page.pk)
                publication.publish_granted(revision, draft, user=self.newsroom.publisher)
            else:
                type(page).objects.get(pk=page.pk).get_latest_revision().publish()

        in_one_transaction(work)

    def page(self, pick: int, *kinds: type[Page]) -> Any:
        """Return one of the pages of these kinds below the home page, or raise Nothing."""
        pages = [
            p for p in Page.objects.filter(depth__gt=2).order_by("pk").specific() if isinstance(p, kinds)
        ]
        return chosen(pages, pick)

    def own(self, pick: int, *kinds: type[Page]) -> Any:
        """Return one of them that is no alias."""
        pages = Page.objects.filter(depth__gt=2, alias_of=None).order_by("pk").specific()
        return chosen([p for p in pages if isinstance(p, kinds)], pick)

    def section(self, pick: int) -> Any:
        """Return one of the sections."""
        return self.page(pick, NewsIndexPage)

    def site(self) -> Site:
        """Return the site; a new one where it went with its root page."""
        site = Site.objects.first()
        home = Page.objects.get(pk=self.newsroom.home.pk)
        return site or Site.objects.create(hostname="example.org", root_page=home, is_default_site=True)

    def anything(self, pick: int) -> Any:
        """Return any page below the home page."""
        return self.page(pick, NewsIndexPage, StoryPage, TopicPage)


def _related(link: Page) -> list[RelatedStory]:
    targets = StoryPage.objects.filter(pk=link.pk).values_list("pk", flat=True)
    return [RelatedStory(target_id=pk, sort_order=0) for pk in targets]


class Nothing(Exception):  # noqa: N818
    """There is nothing of that kind: the event does not take place."""


def chosen(rows: Any, pick: int) -> Any:
    """Return one of the rows."""
    rows = list(rows)
    if not rows:
        raise Nothing
    return rows[pick % len(rows)]


@contextmanager
def committed() -> Iterator[None]:
    """Let what happens inside be one committed transaction, or nothing where it is refused."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        try:
            with transaction.atomic():
                yield
        except (Refusal, ProtectedError, Nothing):
            return


Act = Callable[..., None]
