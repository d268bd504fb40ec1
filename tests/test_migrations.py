"""New migrations leave the code alone that still runs: add → use → remove, over releases."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
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
CONTRACT = "_contract"  # how the name of a migration ends whose release no longer knows what it removes


def dangers(name: str, operations: list[Any]) -> Iterator[str]:
    """Say what in a migration breaks the code that runs while it is applied."""
    kinds = {type(operation) for operation in operations}
    if migrations.RunPython in kinds and len(kinds) > 1:
        yield "data and schema in one transaction hold their locks for as long as both take"
    made = {operation.name_lower for operation in operations if isinstance(operation, migrations.CreateModel)}
    for operation in operations:
        if isinstance(operation, REMOVES) and not name.endswith(CONTRACT):
            yield f"{operation.describe()}: the code that runs still asks for it; first release what does not"
        if isinstance(operation, migrations.AddField) and operation.model_name_lower not in made:
            yield from _of_new(operation)


def _of_new(operation: migrations.AddField) -> Iterator[str]:
    field = operation.field
    is_column = not field.many_to_many
    if is_column and not field.null and field.db_default is NOT_PROVIDED:
        yield f"{operation.describe()}: the code that runs can't fill it; give it null or a db_default"


def new_migrations() -> list[tuple[str, str, list[Any]]]:
    """Give room, name and operations of all that came after."""
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    found = MigrationLoader(None).disk_migrations
    return [
        (label, name, migration.operations)
        for (label, name), migration in sorted(found.items())
        if label in labels and name[:4] > BEFORE.get(label, "0000")
    ]


def test_what_is_new_runs_beside_the_version_before() -> None:
    found = [f"{room}.{name}: {what}" for room, name, ops in new_migrations() for what in dangers(name, ops)]

    assert found == []


TEXT = models.CharField(max_length=20, default="")


@pytest.mark.parametrize(
    ("operations", "word"),
    [
        ([migrations.AddField("story", "mood", TEXT)], "db_default"),
        ([migrations.RemoveField("story", "mood")], "still asks"),
        ([migrations.RenameField("story", "mood", "tone")], "still asks"),
        ([migrations.DeleteModel("story")], "still asks"),
        (
            [migrations.RunPython(print), migrations.AddField("story", "mood", models.TextField(null=True))],
            "data",
        ),
    ],
)
def test_what_breaks_running_code_is_named(operations: list[Any], word: str) -> None:
    (danger,) = dangers("0010_mood", operations)

    assert word in danger


@pytest.mark.parametrize(
    ("name", "operations"),
    [
        ("0010_mood", [migrations.AddField("story", "mood", models.TextField(null=True))]),
        ("0010_mood", [migrations.AddField("story", "mood", models.TextField(default="", db_default=""))]),
        ("0010_mood", [migrations.CreateModel("Mood", []), migrations.AddField("mood", "name", TEXT)]),
        ("0010_mood", [migrations.RunPython(print)]),
        ("0011_mood_contract", [migrations.RemoveField("story", "mood")]),
    ],
)
def test_what_leaves_it_alone_passes(name: str, operations: list[Any]) -> None:
    assert list(dangers(name, operations)) == []
