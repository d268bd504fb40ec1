"""Picture files that carry all that a camera and an agency write into them, each word marked."""

import struct
from functools import cache
from io import BytesIO
from typing import Any

from PIL import ExifTags, ImageCms
from PIL import Image as PillowImage
from PIL.PngImagePlugin import PngInfo

from tests.iptc import BY_LINE, with_iptc

MARK = "Nobody-Knows"  # in every text below
SIZE = (48, 32)  # as stored; turned by a quarter to be seen
TOP, BOTTOM = (200, 30, 30), (30, 30, 200)  # as seen
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{MARK}</x:xmpmeta>'


@cache
def profile() -> bytes:
    """Return a colour profile; it holds the second in which it was made."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture_with_everything(format_name: str) -> bytes:
    """Return picture with author, place, thumbnail, XMP, IPTC and comments; to be turned, with a profile."""
    options: dict[str, Any] = {"exif": _exif(), "icc_profile": profile(), "xmp": XMP.encode()}
    if format_name == "JPEG":
        options |= {"comment": MARK, "quality": 95}
    if format_name == "PNG":
        options |= {"pnginfo": _texts()}
    file = BytesIO()
    _stored().save(file, format_name, **options)
    data = file.getvalue()
    return with_iptc(data, [(BY_LINE, MARK)]) if format_name == "JPEG" else data


def _stored() -> PillowImage.Image:
    """Return the picture as the sensor saw it, on its side: Orientation 6 turns it to the right."""
    seen = PillowImage.new("RGB", (SIZE[1], SIZE[0]), TOP)
    seen.paste(BOTTOM, (0, SIZE[0] // 2, SIZE[1], SIZE[0]))
    return seen.transpose(PillowImage.Transpose.ROTATE_90)


def _exif() -> bytes:
    exif = PillowImage.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = MARK
    exif[ExifTags.Base.Copyright] = MARK
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = MARK.encode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0), 29: MARK}
    )
    return _with_thumbnail(exif.tobytes())


def _with_thumbnail(exif: bytes) -> bytes:
    """Append a directory with a thumbnail (Exif 2.32 §4.5.8), which Pillow does not write."""
    head, tiff = exif[:6], bytearray(exif[6:])
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    thumbnail = BytesIO()
    PillowImage.new("RGB", (16, 16)).save(thumbnail, "JPEG", comment=MARK)
    data, at = thumbnail.getvalue(), len(tiff)
    struct.pack_into(f"{order}I", tiff, first + 2 + 12 * count, at)
    entries = ((0x0201, 4, 1, at + 2 + 24 + 4), (0x0202, 4, 1, len(data)))
    tiff += struct.pack(f"{order}H", len(entries))
    tiff += b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    return bytes(head + tiff + struct.pack(f"{order}I", 0) + data)


def _texts() -> Any:
    texts = PngInfo()
    texts.add_text("Author", MARK)
    texts.add_itxt("XML:com.adobe.xmp", XMP)
    return texts
