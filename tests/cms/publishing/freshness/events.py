"""Everything that can happen in the newsroom."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageViewRestriction

from cms.core import clock
from cms.publishing import pictures
from home.models import HomePage, HomeSlot
from news.models import (
    Author,
    Byline,
    FormatLabel,
    FormatSettings,
    NewsImage,
    NewsIndexPage,
    NumberSettings,
    Series,
    SiteSettings,
    StoryPage,
    Topic,
    TopicPage,
    TopicPin,
)
from tests.newsroom import FORMATS, publish_directly

from .desk import chosen
from .machine import PICK, WORD, NewsroomMachine, event, event_for_all

_numbers = count(1)
KIND = st.sampled_from(sorted(FORMATS))
HOURS = st.sampled_from([None, 2, 8])


def _number() -> int:
    return next(_numbers)


def _in(hours: int | None) -> Any:
    return timezone.now() + timedelta(hours=hours) if hours else None


class StoryEvents(NewsroomMachine):
    """Stories and their pictures."""

    @event(kind=KIND, where=PICK, link=PICK, opens=HOURS, closes=HOURS)
    def publish_a_story(self, kind: str, where: int, link: int, opens: Any, closes: Any) -> None:
        target, section = self.desk.anything(link), self.desk.section(where)
        closes = closes + (opens or 0) if closes else None
        times = {"go_live_at": _in(opens), "expire_at": _in(closes)}
        self.desk.story(kind, parent=section, link=target, **times)

    @event(which=PICK, title=WORD, slug=st.none() | WORD, link=PICK, opens=HOURS)
    def publish_a_change(self, which: int, title: str, slug: str | None, link: int, opens: Any) -> None:
        page = self.desk.own(which, StoryPage)
        fields = {"go_live_at": _in(opens)} | ({"slug": f"{slug}-{page.pk}"} if slug else {})
        self.desk.change(page, title=title, related=self.desk.anything(link), **fields)
        self.desk.publish(page)

    @event(which=PICK, author=PICK)
    def publish_another_byline(self, which: int, author: int) -> None:
        page = self.desk.own(which, StoryPage)
        byline = Byline(author=chosen(Author.objects.order_by("pk"), author))
        self.desk.change(page, bylines=[byline])
        self.desk.publish(page)

    @event(which=PICK, title=WORD)
    def save_a_draft(self, which: int, title: str) -> None:
        self.desk.change(self.desk.own(which, StoryPage, TopicPage), title=f"Draft {title}")

    @event(which=PICK, picture=st.none() | PICK)
    def publish_another_picture(self, which: int, picture: int | None) -> None:
        page = self.desk.own(which, StoryPage)
        image = None if picture is None else chosen(NewsImage.objects.order_by("pk"), picture)
        self.desk.change(page, **self.desk.picture(image))
        self.desk.publish(page)

    @event(which=PICK)
    def move_the_focal_point(self, which: int) -> None:
        image = chosen(NewsImage.objects.order_by("pk"), which)
        moved = 12 if image.focal_point_x is None else image.focal_point_x % 20 + 4
        image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = moved
        image.save()

    @event(which=PICK, word=WORD)
    def edit_the_words_of_an_image(self, which: int, word: str) -> None:
        image = chosen(NewsImage.objects.order_by("pk"), which)
        image.title = image.credit = image.default_caption = image.description = word
        image.save()

    @event(which=PICK)
    def delete_an_image(self, which: int) -> None:
        pictures.delete(chosen(NewsImage.objects.order_by("pk"), which), now=clock.now())


class PlaceEvents(NewsroomMachine):
    """Where pages stand, and whether anybody may see them."""

    @event(which=PICK, descendants=st.booleans())
    def unpublish(self, which: int, descendants: bool) -> None:  # noqa: FBT001
        page = self.desk.anything(which)
        if descendants:
            act = UnpublishPageAction(page, include_descendants=True, user=self.desk.newsroom.publisher)
            act.execute(skip_permission_checks=True)
        else:
            page.unpublish()

    @event(which=PICK)
    def delete(self, which: int) -> None:
        self.desk.anything(which).delete()

    @event(which=PICK, where=PICK)
    def move(self, which: int, where: int) -> None:
        page, section = self.desk.anything(which), self.desk.section(where)
        slugs = set(section.get_children().values_list("slug", flat=True))
        if page.slug not in slugs and not section.path.startswith(page.path):
            page.move(section, pos="last-child")

    @event(which=PICK)
    def reorder(self, which: int) -> None:
        page = self.desk.anything(which)
        page.move(Page.objects.get(pk=page.pk).get_parent(), pos="first-child")

    @event(which=PICK, where=PICK, convert=st.booleans())
    def alias(self, which: int, where: int, convert: bool) -> None:  # noqa: FBT001
        aliases = Page.objects.exclude(alias_of=None).order_by("pk")
        if convert and aliases.exists():
            alias, user = chosen(aliases, which).specific, self.desk.newsroom.writer
            ConvertAliasPageAction(alias, user=user).execute(skip_permission_checks=True)
        else:
            page = self.desk.page(which, StoryPage, TopicPage)
            page.create_alias(parent=self.desk.section(where), update_slug=f"alias-{_number()}")

    @event(which=PICK, where=PICK, keep=st.booleans())
    def copy(self, which: int, where: int, keep: bool) -> None:  # noqa: FBT001
        page = self.desk.own(which, NewsIndexPage, StoryPage, TopicPage)
        section = self.desk.section(where)
        if not section.path.startswith(page.path):
            update = {"slug": f"copy-{_number()}"}
            user = self.desk.newsroom.writer
            page.copy(to=section, update_attrs=update, keep_live=keep, recursive=keep, user=user)

    @event(which=PICK, alias=st.booleans())
    def translate(self, which: int, alias: bool) -> None:  # noqa: FBT001
        page = self.desk.anything(which)
        locale, _ = Locale.objects.get_or_create(language_code="ar")
        if page.locale != locale and not page.has_translation(locale):
            page.copy_for_translation(locale, copy_parents=True, alias=alias)

    @event(which=PICK, kind=st.sampled_from(["login", "password", "none"]))
    def restrict(self, which: int, kind: str) -> None:
        rows = PageViewRestriction.objects.order_by("pk")
        if kind == "none" and rows.exists():
            chosen(rows, which).delete()
        else:
            PageViewRestriction.objects.create(page=self.desk.anything(which), restriction_type=kind)

    @event(which=PICK, title=WORD, slug=st.none() | WORD)
    def publish_a_section(self, which: int, title: str, slug: str | None) -> None:
        section = self.desk.own(which, NewsIndexPage)
        section.title, section.intro = title, f"About {title}"
        if slug:
            section.slug = f"{slug}-{section.pk}"
        section.save_revision().publish()


class DeskEvents(NewsroomMachine):
    """What stories are made of, pages that present them, and the site."""

    @event(which=PICK, word=WORD, slug=st.booleans())
    def rename_a_name(self, which: int, word: str, slug: bool) -> None:  # noqa: FBT001
        rows = [*Topic.objects.order_by("pk"), *Author.objects.order_by("pk"), *Series.objects.order_by("pk")]
        row = chosen(rows, which)
        row.name = f"{word} {row.pk}"
        row.slug = f"{word}-{row.pk}" if slug else row.slug
        row.save()

    @event(which=PICK)
    def delete_a_name(self, which: int) -> None:
        rows = [*Topic.objects.order_by("pk"), *Author.objects.order_by("pk"), *Series.objects.order_by("pk")]
        chosen(rows, which).delete()

    @event(gone=PICK, kept=PICK)
    def merge_topics(self, gone: int, kept: int) -> None:
        old, new = (chosen(Topic.objects.order_by("pk"), pick) for pick in (gone, kept))
        if old != new:
            for page in StoryPage.objects.filter(topics=old, live=True, alias_of=None).order_by("pk"):
                self.desk.change(page, topics=[new])
                self.desk.publish(page)
            for page in TopicPage.objects.filter(topic=old, alias_of=None).order_by("pk"):
                self.desk.change(page, topic=new)
                self.desk.publish(page)
            old.delete()

    @event(which=PICK, shown=st.booleans())
    def publish_for_the_menu(self, which: int, shown: bool) -> None:  # noqa: FBT001
        page = self.desk.own(which, NewsIndexPage, StoryPage, TopicPage)
        self.desk.change(page, show_in_menus=shown)
        self.desk.publish(page)

    @event(which=PICK, pin=PICK)
    def publish_a_topic_page(self, which: int, pin: int) -> None:
        topic = chosen(Topic.objects.order_by("pk"), which)
        page = TopicPage.objects.filter(topic=topic, alias_of=None).first()
        if page is None:
            page = TopicPage(title=topic.name, slug=f"topic-{_number()}", topic=topic)
            publish_directly(Page.objects.get(pk=self.desk.newsroom.home.pk).specific, page)
        draft = page.get_latest_revision_as_object()
        draft.pins.set([TopicPin(story=self.desk.page(pin, StoryPage), sort_order=0)])
        draft.save_revision().publish()

    @event(lead=PICK, slot=PICK)
    def arrange_the_front_page(self, lead: int, slot: int) -> None:
        home = HomePage.objects.get(pk=self.desk.newsroom.home.pk)
        home.lead, story = self.desk.page(lead, StoryPage), self.desk.page(slot, StoryPage)
        home.slots.set([HomeSlot(story=story, sort_order=0, until=_in(4))])
        home.save_revision().publish()

    @event_for_all(
        port=st.sampled_from([80, 443, 8000]), host=st.sampled_from(["example.org", "www.example.org"])
    )
    def change_the_address_of_the_site(self, port: int, host: str) -> None:
        site = self.desk.site()
        site.port, site.hostname = port, host
        site.save()

    @event_for_all(section=st.none() | PICK)
    def change_the_root_of_the_site(self, section: int | None) -> None:
        site = self.desk.site()
        home = Page.objects.get(pk=self.desk.newsroom.home.pk)
        site.root_page = home if section is None else Page.objects.get(pk=self.desk.section(section).pk)
        site.save()

    @event_for_all(code=st.sampled_from(["en", "en-gb", "ar"]), add=st.booleans())
    def change_the_languages(self, code: str, add: bool) -> None:  # noqa: FBT001
        if Locale.objects.filter(language_code=code).exists():
            return
        if add:
            Locale.objects.create(language_code=code)
        else:
            locale = chosen(Locale.objects.order_by("pk"), 0)
            locale.language_code = code
            locale.save()

    @event_for_all(label=WORD)
    def rename_a_format(self, label: str) -> None:
        row = FormatSettings.for_site(self.desk.site())
        for name, text in (("news.BriefPage", label), ("news.WatchListPage", f"{label}s")):
            FormatLabel.objects.update_or_create(setting=row, format=name, defaults={"label": text})
        row.save()

    @event(word=WORD)
    def change_the_site_links(self, word: str) -> None:
        row = SiteSettings.for_site(self.desk.site())
        row.newsletter_url = f"https://{word}.example/"
        row.save()

    @event_for_all(currency=st.sampled_from(["", "USD", "EUR"]))
    def choose_a_currency(self, currency: str) -> None:
        row = NumberSettings.for_site(self.desk.site())
        row.default_currency = currency
        row.save()


class Machine(StoryEvents, PlaceEvents, DeskEvents):
    """All of it."""
