"""The dashboard's help for writers."""

import re

from django.test import Client
from django.urls import reverse

from news.models import BriefPage
from tests.newsroom import Newsroom


def test_untouched_drafts_are_discarded_with_the_button_on_the_dashboard(newsroom: Newsroom) -> None:
    kept = newsroom.draft(title="Something in it")
    for _ in range(2):
        newsroom.draft(title="Nothing in it", hero=[], topics=[], body=[]).bylines.set([])
    for page in BriefPage.objects.filter(title="Nothing in it"):
        page.bylines.clear()
        page.save()
    writer = Client(enforce_csrf_checks=True)
    writer.login(username="writer", password="secret")

    dashboard = writer.get(reverse("wagtailadmin_home")).content.decode()
    assert "Discard all 2" in dashboard
    form = dashboard[dashboard.index(reverse("news_discard_untouched_drafts")) :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token is not None
    answer = writer.post(
        reverse("news_discard_untouched_drafts"), {"csrfmiddlewaretoken": token.group(1)}, follow=True
    )

    assert "2 untouched drafts discarded." in answer.content.decode()
    assert list(BriefPage.objects.values_list("pk", flat=True)) == [kept.pk]
