"""What must be stored: every document written again from kept copies and current rows, by other code.

The machinery under test is `cms.publishing` and `cms.delivery.store`: nothing of them is called here. Bytes
come from the projection of the kept content and a JSON writer of our own; what events can touch is, besides,
worked out again in `facts`.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from wagtail.models import Page, Site

from cms.delivery.models import Change, IndexRow, PublishedDocument, SearchText
from cms.delivery.registry import projection_of
from cms.publishing.models import KeptCopy

from .facts import wrong_facts
from .numbers import number_faults
from .places import address_faults
from .tree import Tree

Difference = tuple[str, str, Any, Any]


def differences() -> list[Difference]:
    """Return where stored and fresh differ: page, what of it, stored, fresh. Empty if all is right."""
    tree = Tree()
    return [*_rows(tree), *(found for pk in _documents() for found in _document(tree, pk))]


def faults_at_every_step() -> list[Difference]:
    """Return where readers see other pages, or count others, than are public and were published."""
    tree = Tree()
    published = set(KeptCopy.objects.filter(state="live").values_list("page_id", flat=True))
    expected = {pk for pk in tree.public if tree.source(pk) in published}
    seen = set(PublishedDocument.objects.visible().values_list("page_id", flat=True))
    if seen != expected:
        return [("all pages", "public", sorted(seen), sorted(expected))]
    return list(number_faults(tree, expected))


def former_faults(site_id: int) -> list[Difference]:
    """Return former addresses of a site that lead elsewhere than to where the page stands now."""
    return list(address_faults(Tree(), Site.objects.filter(pk=site_id).first()))


def feed_faults() -> list[Difference]:
    """Return where what readers see differs from what a client has that only ever replayed the changes."""
    known: dict[Any, tuple[str, str]] = {}
    for change in Change.objects.exclude(kind=Change.Kind.SCOPE).order_by("sequence"):
        if change.kind in {"unpublished", "deleted"}:
            known.pop(change.uuid, None)
        else:
            known[change.uuid] = (change.etag, change.path)
    rows = PublishedDocument.objects.visible().values_list("uuid", "etag", "path")
    stored = {uuid: (etag, path) for uuid, etag, path in rows}
    uuids = [uuid for uuid in known | stored if known.get(uuid) != stored.get(uuid)]
    return [(str(uuid), "replayed", known.get(uuid), stored.get(uuid)) for uuid in uuids]


def _documents() -> list[int]:
    return list(PublishedDocument.objects.order_by("pk").values_list("pk", flat=True))


def _rows(tree: Tree) -> Iterator[Difference]:
    live = sorted(pk for pk, node in tree.nodes.items() if node.live and len(node.path) > Page.steplen)
    if _documents() != live:
        yield "all pages", "documents", _documents(), live


def _document(tree: Tree, pk: int) -> Iterator[Difference]:
    stored = PublishedDocument.objects.get(pk=pk)
    page = _kept_page(tree, pk)
    if page is None:
        yield str(stored), "document", "stored", None
        return
    projected = projection_of(type(page)).project(page)
    body, card = (_written(part.model_dump(mode="json")) for part in (projected.body, projected.card))
    fresh = {
        "body": body,
        "card": card,
        "etag": _tag(body),
        "title": page.title,
        "slug": tree.nodes[pk].slug,
        "path": tree.address(pk)[1],
        "locale": tree.nodes[pk].locale,
        "first_published_at": page.first_published_at,
        "last_published_at": page.last_published_at,
        "uuid": page.uuid,
        "surrogate_keys": _surrogate_keys(page, projected.index),
    }
    for name, value in fresh.items():
        yield from _if_different(stored, name, getattr(stored, name), value)
    words = (projected.words.headline, projected.words.text) if pk in tree.public else None
    yield from _if_different(
        stored, "words", SearchText.objects.filter(pk=pk).values_list("headline", "text").first(), words
    )
    index = sorted(_index_row(entry) for entry in projected.index)
    yield from _if_different(stored, "index", _stored_index(pk), index)
    for name, seen, true in wrong_facts(tree, page, json.loads(bytes(stored.body)), _stored_index(pk)):
        yield str(stored), name, seen, true


def _kept_page(tree: Tree, pk: int) -> Any:
    """Return the row's page with its kept content and times, or None."""
    row = Page.objects.get(pk=pk).specific
    copy = KeptCopy.objects.filter(page_id=tree.source(pk), state="live").first()
    if copy is None:
        return None
    page = type(row).from_serializable_data(
        copy.content | {"pk": pk, "locale": row.locale_id, "slug": row.slug}, strict_fks=False
    )
    for name in ("id", "path", "depth", "numchild", "url_path", "uuid", "live", "alias_of_id", "locale_id"):
        setattr(page, name, getattr(row, name))
    page.first_published_at, page.last_published_at = copy.first_published_at, copy.last_published_at
    return page


def _written(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _tag(body: bytes) -> str:
    return '"' + hashlib.sha256(len(body).to_bytes(8, "big") + body).hexdigest()[:32] + '"'


def _surrogate_keys(page: Any, index: Any) -> str:
    own = f"page-{page.pk} site type-{page._meta.app_label}.{type(page).__name__}"
    named = {f"{row.kind}-{row.key}" for row in index if row.kind in {"topic", "author"}}
    return " ".join([own, *sorted(named)])


def _index_row(entry: Any) -> tuple[str, ...]:
    payload = "" if entry.payload is None else _written(entry.payload).decode()
    return entry.kind, entry.key, entry.sort, entry.item_id, payload


def _stored_index(pk: int) -> list[tuple[str, ...]]:
    rows = IndexRow.objects.filter(document_id=pk).exclude(kind__startswith="_")
    values = rows.values_list("kind", "key", "sort", "item_id", "payload")
    return sorted((*row, bytes(payload).decode()) for *row, payload in values)


def _if_different(stored: PublishedDocument, name: str, seen: Any, fresh: Any) -> Iterator[Difference]:
    seen = bytes(seen) if isinstance(seen, memoryview) else seen
    if seen != fresh:
        yield str(stored), name, seen, fresh
