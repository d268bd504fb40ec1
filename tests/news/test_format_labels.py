"""What formats are called: the site's rows, else what the format says; columns of before became rows."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.publishing.models import Rebuild
from news.models import FormatLabel, FormatSettings
from news.models.format_labels import labels_of
from tests.newsroom import Newsroom

COPY = import_module("news.migrations.0011_copy_format_labels")


@pytest.fixture
def setting(newsroom: Newsroom) -> Any:
    return FormatSettings.objects.create(site=Site.objects.get(), brief="In short", watch_list="Agenda")


def test_labels_that_were_columns_become_rows_and_columns_again(setting: Any) -> None:
    COPY.to_rows(apps, None)
    COPY.to_rows(apps, None)

    assert set(setting.own_labels.values_list("format", "label")) == {
        ("news.BriefPage", "In short"),
        ("news.WatchListPage", "Agenda"),
    }
    assert labels_of(setting.site)["news.NumbersListPage"] == "Hard Numbers"
    FormatLabel.objects.filter(format="news.BriefPage").update(label="Quickly")
    COPY.to_columns(apps, None)
    setting.refresh_from_db()
    assert (setting.brief, setting.watch_list) == ("Quickly", "Agenda")


def test_publishers_name_a_format_and_documents_follow(newsroom: Newsroom, setting: Any) -> None:
    client = Client()
    client.force_login(newsroom.publisher)
    row = {"format": "news.BriefPage", "label": "Short and clear"}
    form = nested_form_data({"own_labels": inline_formset([row])})

    saved = client.post(f"/admin/settings/news/formatsettings/{setting.site_id}/", form)

    assert saved.status_code == 302
    assert labels_of(setting.site)["news.BriefPage"] == "Short and clear"
    assert Rebuild.objects.filter(scope=Rebuild.Scope.EVERYTHING).exists()


def test_a_format_has_one_label_at_a_site(newsroom: Newsroom, setting: Any) -> None:
    client = Client()
    client.force_login(newsroom.publisher)
    rows = [{"format": "news.BriefPage", "label": label} for label in ("One", "Two")]

    refused = client.post(
        f"/admin/settings/news/formatsettings/{setting.site_id}/",
        nested_form_data({"own_labels": inline_formset(rows)}),
    )

    assert refused.status_code == 200
    assert not FormatLabel.objects.exists()
