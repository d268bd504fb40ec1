"""Rules of freshness, each with the switch that turns it off and with what the machine must then see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.delivery import counts, store
from cms.delivery.models import Change
from cms.publishing import kept_copies, pictures, references, totals
from cms.publishing.freshness import documents, rebuild, scopes
from cms.publishing.models import Rebuild
from news.models import Author, FormatLabel, FormatSettings, NumberSettings, Series, Topic, TopicPage

_PAGE_SIGNALS = (page_published, page_unpublished, post_page_move)

Switch = Callable[[pytest.MonkeyPatch], None]


def _deaf_to(*models: Any) -> Switch:
    """Switch off what listens to the rows of some models."""

    def switch(patch: pytest.MonkeyPatch) -> None:
        for signal, model in product((post_save, post_delete), models):
            _unheard(patch, signal, f"galley.{id(signal)}.{model._meta.label}")

    return switch


def _unheard(patch: pytest.MonkeyPatch, signal: Any, uid: str) -> None:
    """Take the receiver with this uid out of a signal."""
    others = [receiver for receiver in signal.receivers if receiver[0][0] != uid]
    assert len(others) == len(signal.receivers) - 1
    patch.setattr(signal, "receivers", others)
    signal.sender_receivers_cache.clear()


def _restrictions_off(patch: pytest.MonkeyPatch) -> None:
    for signal in (post_save, post_delete):
        _unheard(patch, signal, f"galley.{id(signal)}")


def _focal_points_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pictures, "on_saved", lambda image, **_kwargs: image.make_renditions())


def _converted_aliases_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kept_copies, "adopt", lambda _alias: None)


def _users_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(documents, "source_changed", lambda _keys, **_now: None)


def _faces_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(documents, "_face", lambda _page_id: None)


def _moves_off(patch: pytest.MonkeyPatch) -> None:
    _unheard(patch, post_page_move, "galley.moved")


def _users_of_a_subtree_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rebuild, "_put_of", lambda _waiting: documents.put)
    patch.setattr(documents, "put_with_users", documents.put)


def _started_anew_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(scopes, "request", lambda scope, key: Rebuild.objects.get_or_create(scope=scope, key=key))


def _numbers_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(counts, "kept", lambda _page_id: nullcontext())


def _settling_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(totals, "_waiting", Rebuild.objects.none)
    patch.setattr(totals, "_statement", totals._statement.__wrapped__)


def _words_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(store, "_write_words", lambda _document_id, _words: None)


def _addresses_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(store, "_remember", lambda _page, _newest: None)


def _without_receiver(signal: Any, uid: str) -> Switch:
    """Switch off one of the receivers of a page's fate."""
    return lambda patch: _unheard(patch, signal, uid)


def _changes_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(store, "_kind", lambda _old, _new, **_public: Change.Kind.UNPUBLISHED)


def _topic_pages_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TopicPage, "stands_for", lambda _page: [])


def _relatives_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(references, "_relatives", lambda _page: ())


@dataclass(frozen=True)
class Rule:
    """A rule of freshness: what turns it off, how that is seen, and the events that matter to it."""

    switch: Switch
    seen_as: str
    events: str

    @property
    def only(self) -> frozenset[str]:
        """Return the names of the events, and of one that makes stories."""
        return frozenset({"publish_a_story", *self.events.split()})


# Two are not among them, since others do their work, too. `galley.deleted`: Wagtail 8.0 tells of the
# withdrawal of each live page that it deletes, so it decides only what the change is called. `galley.slug`: a
# section's own document notices its new slug, and so do those that name it as their parent.
RULES = {
    "topics": Rule(_deaf_to(Topic), "topic", "rename_a_name"),
    "authors": Rule(_deaf_to(Author), "bylines|authors", "rename_a_name"),
    "series": Rule(_deaf_to(Series), "in series", "rename_a_name"),
    "the site": Rule(_deaf_to(Site), r"meta\.html_url", "change_the_address_of_the_site"),
    "languages": Rule(_deaf_to(Locale), r"meta\.locale", "change_the_languages"),
    "format labels": Rule(_deaf_to(FormatSettings, FormatLabel), "label", "rename_a_format"),
    "currency": Rule(_deaf_to(NumberSettings), "body", "choose_a_currency"),
    "publication": Rule(_without_receiver(page_published, "galley.published"), "public|documents|body", ""),
    "withdrawal": Rule(
        _without_receiver(page_unpublished, "galley.unpublished"), "public|number|total", "unpublish"
    ),
    "what was chosen": Rule(
        _without_receiver(post_delete, "galley.gone"),
        "pins|index|lead",
        "delete publish_a_topic_page arrange_the_front_page",
    ),
    "restrictions": Rule(
        _restrictions_off, "links|related|topics|total|number|announced|replayed", "restrict"
    ),
    "moves": Rule(_moves_off, r"meta\.(path|parent)|total|number", "move"),
    "focal points": Rule(_focal_points_off, "crops", "move_the_focal_point publish_another_picture"),
    "converted aliases": Rule(_converted_aliases_off, "public|document|total", "alias"),
    "topic pages": Rule(_topic_pages_off, "topics", "publish_a_topic_page"),
    "relatives": Rule(_relatives_off, r"meta\.(parent|alias_of)|replayed", "publish_a_section"),
    "users": Rule(_users_off, "links|related|topics|parent", "publish_a_change unpublish rename_a_name"),
    "faces": Rule(_faces_off, "links|related|topics|parent|total", "publish_a_change unpublish"),
    "users of a subtree": Rule(_users_of_a_subtree_off, "links|related|topics|parent|alias_of", "restrict"),
    "rebuilds that start again": Rule(_started_anew_off, ".", "rename_a_name publish_a_section restrict"),
    "kinds of changes": Rule(_changes_off, "replayed|announced", "publish_a_change"),
    "kept numbers": Rule(_numbers_off, "number", "unpublish"),
    "numbers while the worker has to run": Rule(_settling_off, "total", "restrict unpublish"),
    "words": Rule(_words_off, "words", "publish_a_change"),
    "former addresses": Rule(_addresses_off, "former address", "publish_a_change publish_a_section"),
}


@contextmanager
def switched_off(rule: str) -> Iterator[None]:
    """Switch a rule off for a while; signals remember their receivers, and are told to forget them."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            RULES[rule].switch(patch)
            yield
    finally:
        for signal in (post_save, post_delete, *_PAGE_SIGNALS):
            signal.sender_receivers_cache.clear()
