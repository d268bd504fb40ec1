"""A paragraph that is there and says nothing keeps a story from its review, and no draft from being saved."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText

from cms.moderation.review import decisions
from tests.newsroom import Newsroom

EMPTY = [RichText('<p data-block-key="a1"></p>'), RichText("<p> </p><p><b></b></p>"), RichText("")]


@pytest.mark.parametrize("text", EMPTY)
def test_a_brief_of_empty_paragraphs_is_not_submitted(newsroom: Newsroom, text: RichText) -> None:
    page = newsroom.draft(body=[("paragraph", text)])

    with pytest.raises(ValidationError, match="In “body”"):
        decisions.submit(page, user=newsroom.writer)


@pytest.mark.parametrize(("kind", "name"), [("numbers", "number_item"), ("watch", "watch_item")])
def test_an_item_without_words_is_not_submitted(newsroom: Newsroom, kind: str, name: str) -> None:
    value = {**newsroom.items(kind)[0][1], "text": EMPTY[0]}
    page = newsroom.draft(kind, items=[(name, value)])

    with pytest.raises(ValidationError, match="In “items”"):
        decisions.submit(page, user=newsroom.writer)
