"""Pictures with the words and rights that a photo desk keeps, and their renditions."""

import secrets
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from cms.api.authoring.types import writable
from cms.core import clock
from cms.publishing import pictures
from news import renditions


class NewsImage(AbstractImage):
    """A picture. Its words are defaults, copied into a figure when it is chosen."""

    credit = models.CharField(max_length=255, blank=True, help_text=_("As the agency writes it."))
    default_caption = models.TextField(
        max_length=500,
        blank=True,
        verbose_name=_("caption"),
        help_text=_("Used as the caption wherever the picture is chosen."),
    )
    copyright = models.CharField(max_length=255, blank=True)
    usage_terms = models.CharField(max_length=255, blank=True)
    rights_expire_at = models.DateField(null=True, blank=True, verbose_name=_("rights expire on"))
    is_file_photo = models.BooleanField(default=False, verbose_name=_("file photo"))

    # Wagtail (8.0) fails where somebody searches among the pictures of one tag.
    search_fields = [
        *(field for field in AbstractImage.search_fields if field.field_name != "tags"),
        index.RelatedFields(
            "tags",
            [index.SearchField("name", boost=10), index.AutocompleteField("name"), index.FilterField("name")],
        ),
    ]

    admin_form_fields = (
        *Image.admin_form_fields,
        "credit",
        "default_caption",
        "copyright",
        "usage_terms",
        "rights_expire_at",
        "is_file_photo",
    )

    api_fields = writable(*(name for name in admin_form_fields if name not in {"file", "tags"}))

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_newsimage", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """Return the description only: an alt text is never derived from a title or a filename."""
        return str(self.description)

    @property
    def are_rights_over(self) -> bool:
        """Whether the last day of the picture's rights has passed, where the newsroom is."""
        return self.rights_expire_at is not None and self.rights_expire_at < timezone.localdate(clock.now())

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Leave out a file that is stored: it would be read for its size, and the store may be away."""
        is_stored = bool(self.file) and self.file._committed  # noqa: SLF001  # Django says it nowhere else
        super().clean_fields({*(exclude or ()), "file"} if is_stored else exclude)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, but put no other file behind content that was approved."""
        pictures.check_file(self)
        super().save(*args, **kwargs)

    def make_renditions(self) -> None:
        """Make the named crops, or let a worker make them; called after the image was committed."""
        if self.is_stored_locally():
            renditions.make([self])
        else:  # a dozen answers of a store far away: too long for the person who uploads
            renditions.make_soon.enqueue([self.pk])


class NewsRendition(AbstractRendition):
    """A crop in one width, under a name that nobody can guess from the picture's."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="news_rendition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filter_spec} of image {self.image_id}"

    def get_upload_to(self, filename: str) -> str:
        """Return a random name in the folder that is served to everybody."""
        return f"r/{secrets.token_urlsafe(16)}{PurePath(filename).suffix}"
