"""What a picture file says of itself: IPTC caption, credit and creator, read at upload."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import IptcImagePlugin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.forms import BaseImageForm

from cms.core import media
from cms.core.failures.unavailable import MediaAway
from cms.publishing import pictures

from .uploads import BAD_FILE, BOMB, PictureField

# IPTC-IIM 4.2, record 2.
CAPTION, CREDIT, CREATOR = (2, 120), (2, 110), (2, 80)
MAX_CREDIT = 255


@dataclass(frozen=True)
class PhotoWords:
    """What the file's metadata says; empty where it says nothing."""

    caption: str = ""
    credit: str = ""


def read_words(file: Any) -> PhotoWords:
    """Read the IPTC record of an open image file (any position, which is kept); never raises on bad data."""
    position = file.tell()
    try:
        file.seek(0)
        with PillowImage.open(file) as picture:
            record = IptcImagePlugin.getiptcinfo(picture) or {}
    except (*BAD_FILE, *BOMB):
        return PhotoWords()
    finally:
        file.seek(position)
    return PhotoWords(
        caption=_text(record, CAPTION), credit=(_text(record, CREDIT) or _text(record, CREATOR))[:MAX_CREDIT]
    )


def _text(record: Any, key: tuple[int, int]) -> str:
    value = record.get(key, b"")
    value = value[0] if isinstance(value, list) else value
    found: str = value.decode("utf-8", errors="replace").replace("\x00", "").strip()
    return found


class NewsImageForm(BaseImageForm):
    """Fills an empty credit and caption from the file's own metadata when a picture is uploaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=file.label, required=file.required, widget=file.widget, max_length=file.max_length
            )
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "Describe the picture for readers who can't see it. Stories start from this alt text."
            )
        if "default_caption" in self.fields:
            self.fields["default_caption"].widget = AdminAutoHeightTextInput()

    def clean(self) -> dict[str, Any]:
        """Read the new file's words into fields that the editor left empty."""
        cleaned: dict[str, Any] = super().clean()
        if "file" in self.changed_data and pictures.is_kept(self.instance.pk):
            self.add_error(
                "file",
                _("Live stories use this file: it can't be replaced. Upload the new one as another picture."),
            )
        elif "file" in self.changed_data and cleaned.get("file"):
            words = read_words(cleaned["file"])
            for field, value in (("default_caption", words.caption), ("credit", words.credit)):
                if field not in cleaned or not cleaned[field]:
                    cleaned[field] = value
                    setattr(self.instance, field, value)
        if "file" not in self.changed_data:
            # Set again, it would be read for its size: words are edited while the store of pictures is away.
            cleaned.pop("file", None)
        return cleaned

    def _post_clean(self) -> None:
        """Send a new file while a field can still say that it can't be stored; `save` finds it sent."""
        super()._post_clean()
        file = self.cleaned_data.get("file")
        if file and not self.errors:
            try:
                media.send_ahead(self.instance.file, file)
            except MediaAway:
                self.add_error("file", _("Pictures can't be stored right now. Try again in a moment."))
