"""The IPTC-IIM record that photo desks read, written into a JPEG file; nothing is read here."""

from collections.abc import Iterable, Iterator

Dataset = tuple[int, int]

OBJECT_NAME: Dataset = (2, 5)
DATE_CREATED: Dataset = (2, 55)
BY_LINE: Dataset = (2, 80)
CREDIT: Dataset = (2, 110)
CAPTION: Dataset = (2, 120)

# IIM 4.2, 1:90: the escape sequence of ISO 2022 that announces UTF-8; 2:00 is the record's version.
_PREAMBLE: tuple[tuple[Dataset, bytes], ...] = (((1, 90), b"\x1b%G"), ((2, 0), b"\x00\x04"))
_START_OF_IMAGE = b"\xff\xd8"
_APP0_AND_APP1 = (0xE0, 0xE1)
_APP13 = b"\xff\xed"
_LONGEST_SEGMENT = 0xFFFF


def with_iptc(jpeg: bytes, records: Iterable[tuple[Dataset, str]]) -> bytes:
    """Return the JPEG with the records in an APP13 segment, after its JFIF and EXIF segments.

    Raises ValueError for bytes that are no JPEG and for records too long for one segment. Texts are
    not cut at the octet limits of IIM: agency credits often exceed them, and readers accept that.
    """
    if not jpeg.startswith(_START_OF_IMAGE):
        msg = "These bytes are not a JPEG image."
        raise ValueError(msg)
    place = _end_of_headers(jpeg)
    return jpeg[:place] + _segment(_photoshop(b"".join(_datasets(records)))) + jpeg[place:]


def _datasets(records: Iterable[tuple[Dataset, str]]) -> Iterator[bytes]:
    encoded = ((dataset, text.encode()) for dataset, text in records)
    for (record, number), value in (*_PREAMBLE, *encoded):
        yield bytes((0x1C, record, number)) + len(value).to_bytes(2) + value


def _photoshop(iim: bytes) -> bytes:
    padding = b"\x00" * (len(iim) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(iim).to_bytes(4) + iim + padding


def _segment(content: bytes) -> bytes:
    length = len(content) + 2
    if length > _LONGEST_SEGMENT:
        msg = f"The records fill {length} bytes; one segment holds {_LONGEST_SEGMENT}."
        raise ValueError(msg)
    return _APP13 + length.to_bytes(2) + content


def _end_of_headers(jpeg: bytes) -> int:
    place = len(_START_OF_IMAGE)
    while jpeg[place] == 0xFF and jpeg[place + 1] in _APP0_AND_APP1:
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4])
    return place
