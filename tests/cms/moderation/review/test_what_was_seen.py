"""What people are shown as a change."""

from cms.moderation.review.what_was_seen import changes_between
from cms.publishing.seal import sealed_content
from tests.newsroom import Newsroom


def test_the_order_of_names_in_kept_json_is_no_change(newsroom: Newsroom) -> None:
    draft = newsroom.draft(hero=[], no_picture=True).get_latest_revision_as_object()
    content = sealed_content(draft)
    other_order = content | {"bylines": [dict(reversed(row.items())) for row in content["bylines"]]}

    assert len(content["bylines"][0]) > 1
    assert changes_between(draft, other_order, content) == []
