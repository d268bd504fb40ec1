"""What the review knows of the reviewed formats, all of it from their page classes."""

from typing import Any

from django.contrib.contenttypes.models import ContentType


def reviewed_models() -> list[Any]:
    """Return all page classes that go live by seal, their common parents included."""
    from wagtail.models import get_page_models

    return [kind for kind in get_page_models() if getattr(kind, "goes_live_by_seal", False)]


def formats() -> list[ContentType]:
    """Return the content types of all page classes that can be created and go live by seal."""
    return [ContentType.objects.get_for_model(kind) for kind in reviewed_models() if kind.is_creatable]


def format_name(content_type: Any) -> str:
    """Return a format's name for people, such as `brief`."""
    kind = content_type.model_class()
    return str(kind._meta.verbose_name if kind else content_type.name)
