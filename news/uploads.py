"""What is asked of a picture file before it is decoded: a few bytes may hold hours of work."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField

FORMATS = ("JPEG", "PNG", "WEBP")
ANIMATED = frozenset({"PNG", "WEBP"})  # the further pictures in a phone's JPEG are never decoded
MAX_SCANS = 100  # a progressive JPEG has about ten; each is as much work as the whole picture
SCAN = b"\xff\xda"  # nothing else in a JPEG looks like it, but the scans of thumbnails
UNREADABLE = _("This file can't be read as a picture: it is incomplete or damaged, or no picture at all.")
# What Pillow raises on files that are not what they say.
BAD_FILE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)
BOMB = (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning)


class PictureField(WagtailImageField):
    """Wagtail's field, which (8.0) decodes a file before it counts its pixels, and fails on a damaged one."""

    def to_python(self, data: Any) -> Any:
        """Return the file, read through once; raise ValidationError at the field for what can't be taken."""
        if not data:
            return super().to_python(data)
        if data.size > self.max_upload_size:
            sizes = {"file_size": filesizeformat(data.size), "max_filesize": self.max_upload_size_text}
            raise ValidationError(self.error_messages["file_too_large"] % sizes, code="file_too_large")
        with _refused():
            check(data)
            data.seek(0)
            return super().to_python(data)


class AvatarForm(AvatarPreferencesForm):
    """The picture of a person in the admin, by the same rules."""

    avatar = PictureField(label=AvatarPreferencesForm.base_fields["avatar"].label, required=False)


def check(file: Any) -> None:
    """Look at the head of an open file; raise ValidationError, or what Pillow raises, without decoding."""
    file.seek(0)
    with PillowImage.open(file, formats=FORMATS) as picture:
        width, height = picture.size
        frames = getattr(picture, "n_frames", 1) if picture.format in ANIMATED else 1
        is_jpeg = picture.format not in ANIMATED
    if width * height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    file.seek(0)
    if is_jpeg and file.read().count(SCAN) > MAX_SCANS:
        raise ValidationError(UNREADABLE, code="invalid_image")


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except ValidationError:
        raise
    except BOMB:
        raise _too_many_pixels() from None
    except BAD_FILE as error:
        raise ValidationError(UNREADABLE, code="invalid_image") from error


def _too_many_pixels() -> ValidationError:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    text = _(
        "This picture has too many pixels: at most {most} million, with all frames of an animation."
    ).format(most=most)
    return ValidationError(text, code="file_too_many_pixels")
