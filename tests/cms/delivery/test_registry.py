"""Which projection makes what, and the public names of page types."""

import pytest
from wagtail.models import Page

from cms.delivery import registry
from news.models import BriefPage, StoryPage


def test_a_type_is_registered_once() -> None:
    with pytest.raises(ValueError, match="BriefPage has a projection already"):
        registry.register(BriefPage, registry.projections()["news.BriefPage"])


def test_only_exact_types_have_projections() -> None:
    assert registry.projection_of(BriefPage) is registry.projections()["news.BriefPage"]
    assert registry.projection_of(StoryPage) is None
    assert registry.projection_of(Page) is None


def test_projections_are_sorted_by_label() -> None:
    labels = list(registry.projections())

    assert labels == sorted(labels)


@pytest.mark.parametrize("label", ["news.StoryPage", "news.BriefPage"])
def test_a_label_stands_for_what_inherits_from_it(label: str) -> None:
    under = registry.labels_under(label)

    assert under is not None
    assert "news.BriefPage" in under
    assert "news.NewsIndexPage" not in under


def test_every_page_is_a_page() -> None:
    assert registry.labels_under("wagtailcore.Page") == frozenset(registry.projections())


@pytest.mark.parametrize("label", ["", "Page", "auth.User", "news.Topic", "moderation.ReviewedPage"])
def test_other_names_are_unknown(label: str) -> None:
    assert registry.labels_under(label) is None
