"""Picture files that are small, and hold more work than anybody has time for; and files that are none."""

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image as PillowImage

SMALL = (16, 16)
MANY = 3000


def saved(format_name: str, size: tuple[int, int] = SMALL, mode: str = "RGB", **options: object) -> bytes:
    """Return a plain picture."""
    file = BytesIO()
    PillowImage.new(mode, size, 90).save(file, format_name, **options)
    return file.getvalue()


def png(width: int, height: int, *more: bytes) -> bytes:
    """Return a PNG that says its size, and has a line of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    line = zlib.compress(b"\0" * (1 + min(width, 1000)))
    chunks = (_chunk(b"IHDR", head), *more, _chunk(b"IDAT", line), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(width: int, height: int) -> bytes:
    """Return a JPEG that says another size than it has."""
    data = bytearray(saved("JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, height, width)
    return bytes(data)


def webp(width: int, height: int) -> bytes:
    """Return a lossless WebP that says another size than it has (RFC 9649 §3.4)."""
    data = bytearray(saved("WEBP", lossless=True))
    struct.pack_into("<I", data, data.index(b"VP8L") + 9, (width - 1) | (height - 1) << 14)
    return bytes(data)


def text_bomb() -> bytes:
    """Return a PNG with a text that unpacks to a thousand times its size."""
    return png(*SMALL, _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 10_000_000)))


def profile_bomb() -> bytes:
    """Return a PNG with such a colour profile."""
    return png(*SMALL, _chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(b"\0" * 10_000_000)))


@cache
def scans(count: int = MANY) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again."""
    data = saved("JPEG", (4000, 4000), "L", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"


def frames(format_name: str, count: int, size: tuple[int, int] = (400, 400)) -> bytes:
    """Return an animation; equal pictures would be one."""
    pictures = [
        PillowImage.new("RGB", size, (number * 99 % 251, number * 7 % 251, 9)) for number in range(count)
    ]
    file = BytesIO()
    pictures[0].save(file, format_name, save_all=True, append_images=pictures[1:], lossless=True)
    return file.getvalue()


def with_iptc(record: bytes) -> bytes:
    """Return a JPEG whose APP13 segment, as Photoshop writes it, holds this IPTC record."""
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(record)) + record + b"\0" * (len(record) % 2)
    block = b"Photoshop 3.0\0" + resource
    picture = saved("JPEG", (640, 480))
    return picture[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + picture[2:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"""
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
)
