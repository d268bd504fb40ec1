"""New migrations leave the code alone that still runs: add → use → remove, over releases."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED

OURS = ("cms.", "home", "news")
# The newest of each room when the rule came. Those before need a pause; no newsroom ran them beside old code.
BEFORE = {
    "api": "0001",
    "delivery": "0007",
    "home": "0002",
    "moderation": "0006",
    "news": "0009",
    "operations": "0002",
    "preview": "0001",
    "publishing": "0005",
    "webhooks": "0002",
}
REMOVES = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
REFUSES = (migrations.AddConstraint, migrations.AlterUniqueTogether)
# SQL that somebody has judged: "room.name of the migration" and why the code before bears it.
JUDGED: dict[str, str] = {}
CONTRACT = "_contract"  # how the name of a migration ends whose release no longer knows what it removes


def dangers(room: str, name: str, operations: list[Any], state: ProjectState) -> Iterator[str]:
    """Say what in a migration breaks the code that runs while it is applied; `state` is that before it."""
    kinds = {type(operation) for operation in operations}
    if migrations.RunPython in kinds and len(kinds) > 1:
        yield "data and schema in one transaction hold their locks for as long as both take"
    made = {operation.name_lower for operation in operations if isinstance(operation, migrations.CreateModel)}
    for operation in operations:
        for part in _in_database(operation):
            if isinstance(part, migrations.RunSQL) and f"{room}.{name}" not in JUDGED:
                yield "RunSQL: nobody can see what it breaks; judge it, and say why in JUDGED"
            if getattr(part, "model_name_lower", getattr(part, "name_lower", "")) not in made:
                yield from _of_new(part)
                yield from () if name.endswith(CONTRACT) else _of_less(room, part, state)
        operation.state_forwards(room, state)


def _in_database(operation: Operation) -> list[Operation]:
    is_split = isinstance(operation, migrations.SeparateDatabaseAndState)
    return list(operation.database_operations) if is_split else [operation]


def _of_new(operation: Operation) -> Iterator[str]:
    if not isinstance(operation, migrations.AddField) or operation.field.many_to_many:
        return
    if not operation.field.null and operation.field.db_default is NOT_PROVIDED:
        yield f"{operation.describe()}: the code that runs can't fill it; give it null or a db_default"


def _of_less(room: str, operation: Operation, state: ProjectState) -> Iterator[str]:
    """Name what takes less than before, which only a contract may do."""
    if isinstance(operation, REMOVES):
        yield f"{operation.describe()}: the code that runs still asks for it; first release what does not"
    if isinstance(operation, REFUSES):
        yield f"{operation.describe()}: the code that runs may still write what it refuses"
    if isinstance(operation, migrations.AlterField):
        old = state.models[room, operation.model_name_lower].fields[operation.name]
        for less in _narrowed(old, operation.field):
            yield f"{operation.describe()}: the code that runs may still write what is not {less}"


def _narrowed(old: Any, new: Any) -> list[str]:
    is_shorter = new.max_length is not None and (old.max_length is None or new.max_length < old.max_length)
    found = {
        "set": old.null and not new.null,
        "as short": is_shorter,
        "unique": new.unique and not old.unique,
        "of its type": new.get_internal_type() != old.get_internal_type(),
    }
    return [less for less, is_so in found.items() if is_so]


def new_migrations() -> list[tuple[str, str, list[Any], ProjectState]]:
    """Return room, name, operations and the state before of all that came after."""
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    loader = MigrationLoader(None)
    return [
        (label, name, migration.operations, loader.project_state((label, name), at_end=False))
        for (label, name), migration in sorted(loader.disk_migrations.items())
        if label in labels and name[:4] > BEFORE.get(label, "0000")
    ]


def test_what_is_new_runs_beside_the_version_before() -> None:
    found = [
        f"{room}.{name}: {what}"
        for room, name, *rest in new_migrations()
        for what in dangers(room, name, *rest)
    ]

    assert found == []


TEXT = models.CharField(max_length=20, default="")
ONCE = models.UniqueConstraint(fields=["tone"], name="tone_once")


def story() -> ProjectState:
    """Return a state with one table."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("mood", TEXT),
        ("tone", models.CharField(max_length=20, null=True)),
    ]
    return ProjectState({("news", "story"): ModelState("news", "Story", fields)})


def altered(name: str, field: models.Field[Any, Any]) -> Operation:
    """Return the change of a field of it."""
    return migrations.AlterField("story", name, field)


@pytest.mark.parametrize(
    ("operations", "word"),
    [
        ([migrations.AddField("story", "sound", TEXT)], "db_default"),
        ([migrations.RemoveField("story", "mood")], "still asks"),
        ([migrations.RenameField("story", "mood", "sound")], "still asks"),
        ([migrations.DeleteModel("story")], "still asks"),
        (
            [migrations.RunPython(print), migrations.AddField("story", "sound", models.TextField(null=True))],
            "data",
        ),
        ([altered("tone", models.CharField(max_length=20))], "not set"),
        ([altered("mood", models.CharField(max_length=19, default=""))], "not as short"),
        ([altered("mood", models.CharField(max_length=20, default="", unique=True))], "not unique"),
        ([altered("mood", models.IntegerField(default=0))], "not of its type"),
        ([migrations.AddConstraint("story", ONCE)], "what it refuses"),
        ([migrations.AlterUniqueTogether("story", {("mood", "tone")})], "what it refuses"),
        ([migrations.RunSQL("SELECT 1")], "nobody can see"),
        ([migrations.SeparateDatabaseAndState([migrations.RemoveField("story", "mood")])], "still asks"),
    ],
)
def test_what_breaks_running_code_is_named(operations: list[Any], word: str) -> None:
    (danger,) = dangers("news", "0010_mood", operations, story())

    assert word in danger


@pytest.mark.parametrize(
    ("name", "operations"),
    [
        ("0010_mood", [migrations.AddField("story", "sound", models.TextField(null=True))]),
        ("0010_mood", [migrations.AddField("story", "sound", models.TextField(default="", db_default=""))]),
        ("0010_mood", [migrations.CreateModel("Mood", []), migrations.AddField("mood", "name", TEXT)]),
        ("0010_mood", [migrations.RunPython(print)]),
        ("0010_mood", [altered("mood", models.CharField(max_length=21, null=True))]),
        ("0010_mood", [migrations.SeparateDatabaseAndState([], [migrations.RemoveField("story", "mood")])]),
        (
            "0010_mood",
            [migrations.CreateModel("Mood", [("tone", TEXT)]), migrations.AddConstraint("mood", ONCE)],
        ),
        ("0011_mood_contract", [migrations.RemoveField("story", "mood")]),
        ("0011_mood_contract", [altered("tone", models.CharField(max_length=10))]),
        ("0011_mood_contract", [migrations.AddConstraint("story", ONCE)]),
    ],
)
def test_what_leaves_it_alone_passes(name: str, operations: list[Any]) -> None:
    assert list(dangers("news", name, operations, story())) == []


def test_sql_passes_where_somebody_judged_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(JUDGED, "news.0010_mood", "an index made CONCURRENTLY")

    assert list(dangers("news", "0010_mood", [migrations.RunSQL("SELECT 1")], story())) == []
