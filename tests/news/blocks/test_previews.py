"""The block picker shows each block as readers will see it, by the reader's own templates."""

import pytest
from django.test import Client

from news.models import BriefPage, NewsImage
from tests.newsroom import Newsroom

SHOWN = {
    "paragraph": "<b>several hours</b>",
    "heading": "<h2>What comes next</h2>",
    "quote": "<blockquote>",
    "number": "<strong>43,000</strong> deaths",
    "figure": '<small class="credit">REUTERS/A. Name</small>',
}


def preview(newsroom: Newsroom, name: str) -> str:
    block = BriefPage.body.field.stream_block.child_blocks[name]
    assert block.is_previewable
    writer = Client()
    writer.force_login(newsroom.writer)
    answer = writer.get(f"/admin/block-preview/?id={block.definition_prefix}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", BriefPage.body.field.stream_block.child_blocks)
def test_every_block_of_a_brief_is_shown(newsroom: Newsroom, name: str) -> None:
    newsroom.image(credit="REUTERS/A. Name", description="Boats")

    text = preview(newsroom, name)

    assert SHOWN[name] in text
    assert "reader/reader.css" in text


def test_a_picture_is_shown_without_any_in_the_library(newsroom: Newsroom) -> None:
    assert not NewsImage.objects.exists()

    assert "A picture with its caption and credit." in preview(newsroom, "figure")
