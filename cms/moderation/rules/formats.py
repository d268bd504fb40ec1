"""What the queue knows of the reviewed formats, all of it from their page classes."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from cms.moderation.models.settings import ReviewSettings


def formats() -> list[ContentType]:
    """Return the content types of all page classes that can be created and go live by seal."""
    from wagtail.models import get_page_models

    kinds = [kind for kind in get_page_models() if getattr(kind, "goes_live_by_seal", False)]
    return [ContentType.objects.get_for_model(kind) for kind in kinds if kind.is_creatable]


def format_name(content_type: Any) -> str:
    """Return a format's name for people, such as `brief`."""
    kind = content_type.model_class()
    return str(kind._meta.verbose_name if kind else content_type.name)


def targets(settings: ReviewSettings) -> dict[int, timedelta]:
    """Return how long each format may wait, by the content type's id."""
    own = {ct.pk: getattr(ct.model_class(), "review_target", timedelta(hours=4)) for ct in formats()}
    lines = settings.targets.all() if settings.pk else ()
    return own | {line.format_id: timedelta(minutes=line.minutes) for line in lines}
