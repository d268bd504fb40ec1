"""The only writer of published documents, index rows, search texts, changes and the sequence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from cms.core.http import etag_of
from cms.core.json import canonical

from . import addresses, counts, reading, surrogates
from .models import Change, IndexRow, PublishedDocument, SearchText, Sequence
from .registry import IndexEntry, Projected, Searchable, label_of, projection_of, projections

CONTRACT_VERSION = 13

_INDEX_FIELDS = ("kind", "key", "sort", "item_id", "payload")


def build_stamp() -> str:
    """Return the mark of what every document depends on besides its page: contract, addresses, media, types.

    A page that joins the newest stories keeps their types, so a new type must reach it, too.
    """
    origins = (settings.GALLEY_BASE_URL, settings.GALLEY_FRONTEND_URL, default_storage.url(""))
    parts = (CONTRACT_VERSION, *origins, settings.GALLEY_AVIF, *projections())
    return sha256(" ".join(map(str, parts)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class _Rendered:
    body: bytes
    card: bytes
    etag: str
    index: frozenset[tuple[str, str, str, str, bytes]]

    @classmethod
    def of(cls, projected: Projected, extra: Iterable[IndexEntry]) -> "_Rendered":
        body = canonical(projected.body.model_dump(mode="json"))
        card = canonical(projected.card.model_dump(mode="json"))
        return cls(body, card, etag_of(body), frozenset(map(_index_values, [*projected.index, *extra])))

    def as_seen(self) -> "_Rendered":
        """Return it without index rows that are for the machinery: their kinds start with an underscore."""
        return replace(self, index=frozenset(row for row in self.index if not row[0].startswith("_")))


@dataclass(frozen=True)
class Written:
    """What was stored or told again; `change` is None where readers may not see the page."""

    change: Change | None


def put(page: Any, *, now: datetime, extra: Iterable[IndexEntry] = ()) -> Written | None:
    """Store the document of `page`, which must be live; return what was written, None where all is as before.

    Writes document, index rows (the projection's and `extra`), search text, change, sequence and address in
    one transaction. Raises what the projection raises. Of a page that readers may not see only its going is
    told, once, and no words are kept.
    """
    projection = projection_of(type(page))
    if projection is None:
        return None
    with transaction.atomic(), counts.kept(page.pk):
        projected = projection.project(page)
        rendered = _Rendered.of(projected, extra)
        old = PublishedDocument.objects.filter(page_id=page.pk).first()
        document = _write(page, projected, rendered, old=old)
        is_public = reading.is_public(page.pk)
        change = _announce(document or old, old, is_public=is_public, now=now)
        _write_words(page.pk, projected.words if is_public else None)
        if newest := change or old:
            _remember(page, newest)
        return Written(change) if document or change else None


def withdraw(page_id: int, kind: Change.Kind, *, now: datetime) -> Written | None:
    """Remove the document of a page, if it has one; `kind` says whether it was unpublished or deleted."""
    with transaction.atomic(), counts.kept(page_id):
        document = PublishedDocument.objects.filter(page_id=page_id).first()
        if document is None:
            return None
        change = _record(kind, document, now=now) if document.is_announced else None
        document.delete()
        return Written(change)


def scope_changed(
    scope: Change.Scope, *, now: datetime, page: Any = None, path: str = "", previous_path: str = ""
) -> Change:
    """Tell that documents change one by one from now on; of `subtree`, under which page."""
    with transaction.atomic():
        return Change.objects.create(
            sequence=_next_sequence(),
            kind=Change.Kind.SCOPE,
            scope=scope,
            uuid=getattr(page, "uuid", None),
            type=label_of(type(page)) if page else "",
            path=path,
            previous_path=previous_path,
            at=now,
        )


def forget_changes(*, kept: int) -> int:
    """Forget all but the newest `kept` changes; return how many went."""
    oldest = Change.objects.order_by("sequence").values_list("sequence", flat=True).first()
    last = current_sequence() - kept
    if oldest is None or oldest > last:
        return 0
    return Change.objects.filter(sequence__lte=last).delete()[0]


def current_sequence() -> int:
    """Return the sequence of the newest change; 0 before the first."""
    return Sequence.objects.values_list("value", flat=True).first() or 0


def _write(
    page: Any, projected: Projected, rendered: _Rendered, *, old: PublishedDocument | None
) -> PublishedDocument | None:
    """Store what differs; return the new document, or None where readers would get the same."""
    if old and (stored := _stored(old)).as_seen() == rendered.as_seen():
        known = {"build": build_stamp(), "surrogate_keys": _surrogate_keys(page, projected)}
        PublishedDocument.objects.filter(page_id=page.pk).update(**known)
        if stored.index != rendered.index:
            _write_index(old, rendered)
        return None
    document = _document(page, rendered, projected, old=old)
    document.save(force_insert=old is None, force_update=old is not None)
    _write_index(document, rendered)
    return document


def _document(
    page: Any, rendered: _Rendered, projected: Projected, *, old: PublishedDocument | None
) -> PublishedDocument:
    meta = projected.card.model_dump(include={"meta"})["meta"]
    return PublishedDocument(
        page_id=page.pk,
        uuid=page.uuid,
        type=label_of(type(page)),
        locale=meta["locale"],
        title=page.title,
        slug=page.slug,
        path=meta["path"],
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        body=rendered.body,
        card=rendered.card,
        etag=rendered.etag,
        sequence=old.sequence if old else 0,
        build=build_stamp(),
        surrogate_keys=_surrogate_keys(page, projected),
        is_announced=bool(old and old.is_announced),
    )


def _surrogate_keys(page: Any, projected: Projected) -> str:
    return surrogates.of_document(page.pk, label_of(type(page)), projected.index)


def _announce(
    document: Any, old: PublishedDocument | None, *, is_public: bool, now: datetime
) -> Change | None:
    """Tell what readers see of a document that was written over `old`, which may be the same object."""
    kind = _kind(old, document, is_public=is_public)
    if kind is None:
        return None
    # Where a page is hidden now, only its last public address may be named.
    told = document if is_public or old is None else old
    change = _record(kind, told, now=now, previous_path=_moved_from(old, document) if is_public else "")
    known = {"sequence": change.sequence, "is_announced": is_public}
    PublishedDocument.objects.filter(page_id=document.page_id).update(**known)
    return change


def _remember(page: Any, newest: Change | PublishedDocument) -> None:
    """Note where readers see `page`; `newest` is its change of now, or the document that stays as it was."""
    is_seen = newest.kind != Change.Kind.UNPUBLISHED if isinstance(newest, Change) else newest.is_announced
    if is_seen:
        addresses.remember(page, sequence=newest.sequence)


def _index_values(entry: IndexEntry) -> tuple[str, str, str, str, bytes]:
    payload = b"" if entry.payload is None else canonical(entry.payload)
    return entry.kind, entry.key, entry.sort, entry.item_id, payload


def _stored(document: PublishedDocument) -> _Rendered:
    rows = document.index_rows.values_list(*_INDEX_FIELDS)
    index = frozenset((*values, bytes(payload)) for *values, payload in rows)
    return _Rendered(bytes(document.body), bytes(document.card), document.etag, index)


def _write_index(document: PublishedDocument, rendered: _Rendered) -> None:
    document.index_rows.all().delete()
    rows = (dict(zip(_INDEX_FIELDS, values, strict=True)) for values in sorted(rendered.index))
    at = document.first_published_at
    IndexRow.objects.bulk_create(IndexRow(document=document, first_published_at=at, **row) for row in rows)


def _write_words(document_id: int, words: Searchable | None) -> None:
    """Keep the words of a document that readers may see; forget those of any other."""
    kept = SearchText.objects.filter(pk=document_id)
    stored = kept.first()
    if words is None:
        kept.delete()
    elif stored is None or (stored.headline, stored.text) != (words.headline, words.text):
        row = SearchText(document_id=document_id, headline=words.headline, text=words.text)
        row.save(force_insert=stored is None, force_update=stored is not None)


def _next_sequence() -> int:
    """Advance the counter; the row lock that this takes makes commit order sequence order."""
    if not Sequence.objects.filter(pk=1).update(value=F("value") + 1):
        Sequence.objects.get_or_create(pk=1)
        Sequence.objects.filter(pk=1).update(value=F("value") + 1)
    return Sequence.objects.get(pk=1).value


def _kind(old: PublishedDocument | None, new: Any, *, is_public: bool) -> Change.Kind | None:
    """Return what readers are told; None where they see what they saw."""
    was_public = old is not None and old.is_announced
    if not is_public:
        return Change.Kind.UNPUBLISHED if was_public else None
    if old is None or not was_public:
        return Change.Kind.PUBLISHED
    if new is old:
        return None
    return Change.Kind.MOVED if old.path != new.path else Change.Kind.UPDATED


def _moved_from(old: PublishedDocument | None, new: Any) -> str:
    return old.path if old and old.is_announced and old.path != new.path else ""


def _record(
    kind: Change.Kind, document: PublishedDocument, *, now: datetime, previous_path: str = ""
) -> Change:
    gone = kind in {Change.Kind.UNPUBLISHED, Change.Kind.DELETED}
    return Change.objects.create(
        sequence=_next_sequence(),
        kind=kind,
        uuid=document.uuid,
        type=document.type,
        path=document.path,
        previous_path=previous_path,
        etag="" if gone else document.etag,
        at=now,
    )
