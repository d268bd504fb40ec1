"""Moving up: everything of the embedded SQLite database goes into an empty PostgreSQL, in one transaction.

Tables are read and written column by column, past the models: what they hold stays as it is, and neither
guards, signals nor the order of foreign keys (deferred on PostgreSQL) are in the way.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import psycopg
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection as source
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from cms.operations.models import Heartbeat

from .table_checksums import Content, content_of, rows_of

ALIAS = "copy"
# Its tables are of another shape on each engine; `update_index` fills them again.
SEARCH = "wagtailsearch"
# What `migrate` alone writes into an empty database; it is replaced.
MADE_BY_MIGRATE = frozenset(
    {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "wagtailcore_collection",
        "wagtailcore_groupcollectionpermission",
        "wagtailcore_grouppagepermission",
        "wagtailcore_locale",
        "wagtailcore_page",
        "wagtailcore_site",
        "wagtailcore_task",
        "wagtailcore_groupapprovaltask",
        "wagtailcore_groupapprovaltask_groups",
        "wagtailcore_workflow",
        "wagtailcore_workflowpage",
        "wagtailcore_workflowtask",
    }
)
QUIET = timedelta(seconds=10)  # a worker ticks every second
_PLACE = re.compile(r"COPY \w+, line (\d+)(?:, column (\w+))?")

Progress = Callable[[str, int, int], None]  # table, its rows, rows of all tables so far


class CopyError(Exception):
    """A copy that can't be made; the message says why and what to do. Nothing was changed."""


def models() -> list[type[Model]]:
    """Return what is copied: one model for each table that is ours and holds rows of its own."""
    found = apps.get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.app_label != SEARCH
    ]


def copy(target: Any, *, now: datetime, progress: Progress) -> int:
    """Copy everything into `target`, a connection of `connections`, and compare; return the number of rows.

    Raises CopyError. One transaction on each side: others can't write here meanwhile, nor read there.
    """
    check(target, now=now)
    with transaction.atomic(), transaction.atomic(using=target.alias):
        _empty(target)
        copied = {model: _copy_table(target, model) for model in _told(models(), progress)}
        _check_references(target)
        _advance_sequences(target)
        differing = [model for model, content in copied.items() if content_of(target, model) != content]
        if differing:
            names = ", ".join(model._meta.db_table for model in differing)
            raise CopyError(
                f"The copy differs from what was copied: {names}. Nothing was kept; please report it."
            )
    return sum(content.rows for content in copied.values())


def check(target: Any, *, now: datetime) -> None:
    """Raise CopyError where the copy could not be whole, or would replace something."""
    if source.vendor != "sqlite" or target.vendor != "postgresql":
        raise CopyError("This copies from SQLite (DATABASE_URL) into PostgreSQL (the address given).")
    executor = MigrationExecutor(source)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CopyError("Some migrations are not applied here: run migrate first.")
    applied = [set(MigrationRecorder(side).applied_migrations()) for side in (source, target)]
    if applied[0] != applied[1]:
        raise CopyError("The new database has other migrations: run migrate there, with this version.")
    if Heartbeat.objects.filter(at__gt=now - QUIET).exists():
        raise CopyError(
            "A worker is at work. Stop it and the web server: what they write meanwhile would not be copied."
            f" Then wait {QUIET.seconds} seconds."
        )


def _told(wanted: list[type[Model]], progress: Progress) -> Iterator[type[Model]]:
    """Return model by model, and tell of each before it is copied."""
    done = 0
    for model in wanted:
        count = model._base_manager.count()  # noqa: SLF001  # of all rows, whatever the manager
        progress(model._meta.db_table, count, done)
        yield model
        done += count


def _empty(target: Any) -> None:
    """Empty the target, which must hold nothing yet; lock it, so that a second copy waits, and fails."""
    quoted = target.ops.quote_name
    tables = [*(model._meta.db_table for model in models()), *_search_tables(target)]
    with target.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(map(quoted, tables))} IN ACCESS EXCLUSIVE MODE")
        for table in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {quoted(table)})")  # noqa: S608  # our own tables
            if cursor.fetchone()[0] and table not in MADE_BY_MIGRATE:
                raise CopyError(f"The new database is not empty ({table} holds rows): name an empty one.")
        cursor.execute(f"TRUNCATE {', '.join(map(quoted, tables))}")


def _search_tables(target: Any) -> list[str]:
    return [name for name in target.introspection.table_names() if name.startswith(f"{SEARCH}_")]


def _copy_table(target: Any, model: type[Model]) -> Content:
    """Copy a table; return what was read."""
    content = Content(model)
    quoted = target.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in content.fields)
    statement = f"COPY {quoted(model._meta.db_table)} ({columns}) FROM STDIN"
    row: tuple[Any, ...] = ()
    try:
        with target.cursor() as cursor, cursor.copy(statement) as pipe:
            for row in rows_of(source, model):
                pipe.write_row(row)
                content.add(row)
    except psycopg.Error as error:
        raise CopyError(_refused(model, content, row, error)) from None
    return content


def _refused(model: type[Model], content: Content, row: tuple[Any, ...], error: psycopg.Error) -> str:
    """Name the row and the column that PostgreSQL refuses, and not what they hold."""
    place = _PLACE.search(error.diag.context or "")
    if place:
        row = next(islice(rows_of(source, model), int(place[1]) - 1, None))
    column = place[2] if place and place[2] else content.with_nul(row)
    why = error.diag.message_primary or str(error)
    where = f"{model._meta.db_table}, {content.key} {content.key_of(row)}" + (f", {column}" if column else "")
    return f"PostgreSQL does not take {where}: {why}. Mend it here, then begin again. Nothing was copied."


def _check_references(target: Any) -> None:
    try:
        with target.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except Exception as error:
        cause = error.__cause__
        if not isinstance(cause, psycopg.IntegrityError):
            raise
        found = f"{cause.diag.message_primary} {cause.diag.message_detail or ''}".strip()
        raise CopyError(f"A row names another one that is not there: {found} Nothing was copied.") from None


def _advance_sequences(target: Any) -> None:
    """Let the next row of each table get an id of its own."""
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)
