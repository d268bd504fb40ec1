"""What stories that wait for their hour use is not deleted before: they go live as they were approved."""

from typing import Any

from django.utils.translation import gettext as _

from cms.core.refusals import Refusal

from . import kept_copies
from .references import key_of

NAMED = 5


def check(deleted: Any) -> None:
    """Raise a Refusal that names the stories that wait with what has just been deleted.

    Asked for when the row is gone, so that stories that go with it are no reason; a rollback brings it back.
    """
    waiting = kept_copies.waiting_with(key_of(type(deleted), deleted.pk))
    titles = [str(content["title"]) for content in waiting.values_list("content", flat=True)[: NAMED + 1]]
    if titles:
        raise Refusal(
            _(
                "Scheduled stories use this: {stories}. "
                "Cancel their schedule first, or delete it once they are live."
            ).format(stories=_named(titles)),
            status=409,
        )


def _named(titles: list[str]) -> str:
    quoted = ", ".join(f"“{title}”" for title in titles[:NAMED])
    return _("{stories} and others").format(stories=quoted) if len(titles) > NAMED else quoted
