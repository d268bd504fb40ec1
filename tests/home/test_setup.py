"""The newsroom's set-up can run any number of times."""

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.settings.registry import registry
from wagtail.models import GroupPagePermission, Site, Workflow, WorkflowTask

from cms.moderation.models import ReviewTask
from home.models import HomePage
from home.setup import setup_newsroom
from tests.world import world


@pytest.fixture(autouse=True)
def _nothing_is_set_up(db: None) -> None:
    """Start where a fresh database does: without home page, site, groups and review."""
    HomePage.objects.get().delete()
    for model in (Group, Workflow, ReviewTask):
        model.objects.all().delete()


def test_a_second_run_changes_nothing(db: None) -> None:
    setup_newsroom(steps=2)
    before = world()

    setup_newsroom(steps=2)

    assert world() == before


def test_the_site_answers_at_the_base_url_with_our_home_page(db: None) -> None:
    home = setup_newsroom(steps=2)

    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page_id) == ("example.org", 443, home.pk)
    assert HomePage.objects.get().live


def test_no_group_may_publish_but_publishers(db: None) -> None:
    setup_newsroom(steps=2)

    holders = GroupPagePermission.objects.filter(permission__codename="publish_page")
    assert [holder.group.name for holder in holders] == ["Publishers"]
    assert set(Group.objects.values_list("name", flat=True)) == {"Writers", "Reviewers", "Publishers"}


def test_publishers_set_everything_that_a_newsroom_sets(db: None) -> None:
    setup_newsroom(steps=2)

    settings = {
        model._meta.model_name for model in registry if model._meta.app_label in {"news", "moderation"}
    }
    held = Group.objects.get(name="Publishers").permissions.filter(codename__startswith="change_")
    assert settings == {"formatsettings", "numbersettings", "sitesettings", "reviewsettings"}
    assert settings <= set(held.values_list("content_type__model", flat=True))


def test_writers_look_names_up_and_change_none(db: None) -> None:
    setup_newsroom(steps=2)

    held = Group.objects.get(name="Writers").permissions.filter(content_type__app_label="news")
    assert set(held.values_list("codename", flat=True)) == {"view_topic", "view_author", "view_series"}


def test_steps_can_be_changed_and_come_back(db: None) -> None:
    def steps() -> list[str]:
        tasks = WorkflowTask.objects.filter(workflow__name="Newsroom review").order_by("sort_order")
        return [task.task.name for task in tasks]

    setup_newsroom(steps=2)
    two = steps()
    setup_newsroom(steps=1)
    one = steps()
    setup_newsroom(steps=2)

    assert (two, one, steps()) == (
        ["Desk review", "Publish sign-off"],
        ["Publish sign-off"],
        ["Desk review", "Publish sign-off"],
    )
