"""Copies the labels that a newsroom has set from columns to rows; the reverse writes them back."""

from django.db import migrations

COLUMNS = {
    "brief": ("news.BriefPage", "Brief"),
    "numbers_list": ("news.NumbersListPage", "Hard Numbers"),
    "watch_list": ("news.WatchListPage", "What We’re Watching"),
}


def to_rows(apps, _schema_editor):
    labels = apps.get_model("news", "FormatLabel").objects
    for setting in apps.get_model("news", "FormatSettings").objects.all():
        for column, (name, default) in COLUMNS.items():
            label = getattr(setting, column)
            if label != default:
                labels.update_or_create(setting=setting, format=name, defaults={"label": label})


def to_columns(apps, _schema_editor):
    names = {name: column for column, (name, _default) in COLUMNS.items()}
    for row in apps.get_model("news", "FormatLabel").objects.select_related("setting"):
        if row.format in names:
            setattr(row.setting, names[row.format], row.label)
            row.setting.save(update_fields=[names[row.format]])


class Migration(migrations.Migration):
    dependencies = [("news", "0010_format_labels")]

    operations = [migrations.RunPython(to_rows, to_columns)]
