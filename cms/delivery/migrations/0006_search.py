"""The words of documents, and the index that each kind of database keeps of them by itself."""

import string
import unicodedata

import django.db.models.deletion
from django.db import migrations, models

import cms.delivery.search

_SQLITE = (
    """
    CREATE VIRTUAL TABLE delivery_searchindex USING fts5(
        headline, text, content='delivery_searchtext', content_rowid='document_id',
        tokenize='unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER delivery_searchtext_added AFTER INSERT ON delivery_searchtext BEGIN
        INSERT INTO delivery_searchindex(rowid, headline, text)
        VALUES (new.document_id, new.headline, new.text);
    END
    """,
    """
    CREATE TRIGGER delivery_searchtext_removed AFTER DELETE ON delivery_searchtext BEGIN
        INSERT INTO delivery_searchindex(delivery_searchindex, rowid, headline, text)
        VALUES ('delete', old.document_id, old.headline, old.text);
    END
    """,
    """
    CREATE TRIGGER delivery_searchtext_changed AFTER UPDATE ON delivery_searchtext BEGIN
        INSERT INTO delivery_searchindex(delivery_searchindex, rowid, headline, text)
        VALUES ('delete', old.document_id, old.headline, old.text);
        INSERT INTO delivery_searchindex(rowid, headline, text)
        VALUES (new.document_id, new.headline, new.text);
    END
    """,
)
_SQLITE_BACK = (
    "DROP TRIGGER delivery_searchtext_added",
    "DROP TRIGGER delivery_searchtext_removed",
    "DROP TRIGGER delivery_searchtext_changed",
    "DROP TABLE delivery_searchindex",
)


def _letters():
    """Give Latin letters with accents and signs between words, each beside what it counts as.

    PostgreSQL's parser keeps `1.5`, addresses and accents whole; FTS5 does not. The extension `unaccent` may
    be missing, and takes a right that the application need not have.
    """
    signs = [*string.punctuation, "‐", "‑", "–", "—", "‘", "’", "“", "”", "„", "…"]
    pairs = {sign: " " for sign in signs}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            pairs[chr(code)] = base.lower()
    return "".join(pairs).replace("'", "''"), "".join(pairs.values())


def _postgresql():
    letters, plain = _letters()

    def vector(column, weight):
        return f"setweight(to_tsvector('simple', translate({column}, '{letters}', '{plain}')), '{weight}')"

    return (
        "ALTER TABLE delivery_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS "
        f"({vector('headline', 'A')} || {vector('text', 'D')}) STORED",
        "CREATE INDEX delivery_searchtext_vector ON delivery_searchtext USING gin (vector)",
        "CREATE VIEW delivery_searchindex AS "
        "SELECT document_id AS rowid, vector AS delivery_searchindex FROM delivery_searchtext",
    )


_POSTGRESQL_BACK = (
    "DROP VIEW delivery_searchindex",
    "ALTER TABLE delivery_searchtext DROP COLUMN vector",
)


def _execute(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


def make_index(_apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    _execute(schema_editor, _postgresql() if postgresql else _SQLITE)


def drop_index(_apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    _execute(schema_editor, _POSTGRESQL_BACK if postgresql else _SQLITE_BACK)


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0005_public_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('document', models.OneToOneField(db_column='rowid', on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='search_index', serialize=False, to='delivery.publisheddocument')),
                ('words', cms.delivery.search.IndexedField(db_column='delivery_searchindex')),
            ],
            options={
                'db_table': 'delivery_searchindex',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_text', serialize=False, to='delivery.publisheddocument')),
                ('headline', models.TextField()),
                ('text', models.TextField()),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
