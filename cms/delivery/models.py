"""Published documents, their index rows and numbers, the sequence, the changes; written by `store` alone.

Addresses of pages are written by `addresses` alone.
"""

from django.db import models
from wagtail.models import Page, Site

from .search import IndexedField
from .visibility import IndexRowQuerySet, PublishedDocumentQuerySet


class PublishedDocument(models.Model):
    """The public bytes of one live page. Derived data: `rebuild_documents` can rebuild all of it."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    uuid = models.UUIDField(unique=True)
    type = models.CharField(max_length=100)
    locale = models.CharField(max_length=35)
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=255)
    path = models.TextField()
    first_published_at = models.DateTimeField()
    last_published_at = models.DateTimeField()
    body = models.BinaryField()
    card = models.BinaryField()
    etag = models.CharField(max_length=40)
    sequence = models.BigIntegerField()
    build = models.CharField(max_length=40)
    # Under which names caches keep the answer (see `surrogates`), separated by spaces.
    surrogate_keys = models.TextField(default="", blank=True)
    # Whether the newest change of this page told of it as public; visibility itself is never stored.
    is_announced = models.BooleanField(default=True)

    objects = PublishedDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            # One for each order of lists; the page decides ties.
            models.Index(fields=["first_published_at", "page", "type"], name="document_first_published"),
            models.Index(fields=["last_published_at", "page"], name="document_last_published"),
            models.Index(fields=["title", "page"], name="document_title"),
            models.Index(fields=["slug", "page"], name="document_slug"),
            models.Index(fields=["type", "first_published_at", "page"], name="document_type_published"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.path}"


class IndexRow(models.Model):
    """One key of a document or of one item in it; what kinds there are is the projections' affair.

    `sort` orders rows of one kind and key as text: pad numbers, write dates as ISO 8601. `item_id` is empty
    where the document itself has the key. `payload` is canonical JSON, or empty.
    """

    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="index_rows")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=255)
    sort = models.CharField(max_length=40, default="", blank=True)
    item_id = models.CharField(max_length=40, default="", blank=True)
    payload = models.BinaryField(default=b"", blank=True)
    # The document's, so that the documents of a key can be walked in order.
    first_published_at = models.DateTimeField()

    objects = IndexRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "key", "item_id"], name="index_row_once"),
        ]
        indexes = [
            models.Index(fields=["kind", "key", "document"], name="index_row_lookup"),
            models.Index(fields=["kind", "key", "sort"], name="index_row_order"),
            models.Index(
                fields=["kind", "key", "first_published_at", "document"], name="index_row_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}={self.key}"


class DocumentCount(models.Model):
    """How many announced documents of a type have a key; an empty kind and key count all of the type."""

    kind = models.CharField(max_length=30, blank=True)
    key = models.CharField(max_length=255, blank=True)
    type = models.CharField(max_length=100)
    # Signed: a number that is wrong is put right by `recount`, and stops no publication.
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "type"], name="document_count_once")]

    def __str__(self) -> str:
        return f"{self.number} of {self.type} {self.kind}={self.key}"


class SearchText(models.Model):
    """The words of a document as plain text; only where readers could see it when it was made.

    A table of its own: on SQLite triggers keep the index, and Django loses those of a table that it alters.
    """

    document = models.OneToOneField(
        PublishedDocument, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    headline = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.headline


class SearchIndex(models.Model):
    """What the database makes of `SearchText`: FTS5's table on SQLite, a view on PostgreSQL. Read only."""

    document = models.OneToOneField(
        PublishedDocument,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        related_name="search_index",
    )
    words = IndexedField(db_column="delivery_searchindex")  # FTS5 names the column that is asked so

    class Meta:
        managed = False
        db_table = "delivery_searchindex"

    def __str__(self) -> str:
        return str(self.document_id)


class Sequence(models.Model):
    """The one counter of the site; it moves inside the transaction of each change."""

    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class Change(models.Model):
    """One change of one public document, or of many (`scope`), in commit order; it outlives the page."""

    class Kind(models.TextChoices):
        """What happened to the document."""

        PUBLISHED = "published"
        UPDATED = "updated"
        MOVED = "moved"
        UNPUBLISHED = "unpublished"
        DELETED = "deleted"
        SCOPE = "scope"

    class Scope(models.TextChoices):
        """Which documents a `scope` may reach: the page's subtree, those that mention something, or all."""

        SUBTREE = "subtree"
        MENTIONS = "mentions"
        EVERYTHING = "everything"

    sequence = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    scope = models.CharField(max_length=12, choices=Scope, blank=True)
    uuid = models.UUIDField(null=True)
    type = models.CharField(max_length=100, blank=True)
    path = models.TextField(blank=True)
    previous_path = models.TextField(blank=True)
    etag = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.path}"


class PublicAddress(models.Model):
    """A path of a site at which readers found a page, when `sequence` was the page's newest change."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    path = models.TextField()
    sequence = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "key", "page"], name="public_address_once")]

    def __str__(self) -> str:
        return self.path
