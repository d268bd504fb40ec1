"""The pictures of the demo stories: drawn from their motif, saved with what the photo desk reads."""

import html
import io
import re

from PIL import Image

from home.demo import iptc
from home.demo.content import Picture
from home.demo.motifs import MOTIFS

JPEG_QUALITY = 85


def draw(motif: str) -> Image.Image:
    """Draw a motif: 1600 by 1067 pixels, RGB, the same on every call; KeyError for an unknown one."""
    return MOTIFS[motif]()


def jpeg(picture: Picture) -> bytes:
    """Return a picture as a JPEG file that carries its title, caption, credit, creator and date."""
    file = io.BytesIO()
    draw(picture.motif).save(file, "JPEG", quality=JPEG_QUALITY)
    return iptc.with_iptc(file.getvalue(), records(picture))


def records(picture: Picture) -> list[tuple[iptc.Dataset, str]]:
    """Return a picture's IPTC records in ascending order, the caption without its tags."""
    return [
        (iptc.OBJECT_NAME, picture.title),
        (iptc.DATE_CREATED, f"{picture.taken:%Y%m%d}"),
        (iptc.BY_LINE, picture.creator),
        (iptc.CREDIT, picture.credit),
        (iptc.CAPTION, html.unescape(re.sub(r"<[^>]+>", "", picture.caption))),
    ]
