"""After any history of editorial events, once the worker is idle, what is stored is what is true."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models.signals import post_delete, post_save
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_slug_changed

from cms.delivery import store
from cms.delivery.models import Change
from cms.publishing import documents, kept, pictures, uses
from news.models import Topic, TopicPage

from .freshness.desk import Desk
from .freshness.events import Machine
from .freshness.machine import Stale

STEPS = 20
FEW_HISTORIES = 4
UNTIL_SEEN = 600
RUNS = 4


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """Give the newsroom that every history starts from; nothing here asks Wagtail's reference index."""
    with disable_reference_index_auto_update():
        Machine.desk = Desk()
        Machine.histories = 0
        Machine.steps.clear()
        yield Machine.desk


def run(histories: int, *, number: int) -> None:
    """Let that many histories happen; the same number gives the same ones."""
    rules = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(Machine), settings=rules, _min_steps=STEPS)
    finally:
        events = dict(Machine.steps.most_common())
        print(f"seed {number}: {Machine.histories} histories of {STEPS} steps; {events}")  # noqa: T201  # for pytest -s


def test_stored_is_fresh_after_some_histories(desk: Desk) -> None:
    run(FEW_HISTORIES, number=1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(RUNS))
def test_stored_is_fresh_after_many_histories(desk: Desk, pytestconfig: pytest.Config, part: int) -> None:
    histories = pytestconfig.getoption("histories") // RUNS

    run(histories, number=random.getrandbits(32) if pytestconfig.getoption("explore") else part)

    assert Machine.histories >= histories


Switch = Callable[[pytest.MonkeyPatch], None]


def signals_off(model: Any) -> Switch:
    """Switch off what listens to the rows of a model."""

    def switch(patch: pytest.MonkeyPatch) -> None:
        for signal in (post_save, post_delete):
            unheard(patch, signal, f"galley.{id(signal)}.{model._meta.label}")

    return switch


def unheard(patch: pytest.MonkeyPatch, signal: Any, uid: str) -> None:
    """Take the receiver with this uid out of a signal."""
    others = [receiver for receiver in signal.receivers if receiver[0][0] != uid]
    assert len(others) == len(signal.receivers) - 1
    patch.setattr(signal, "receivers", others)
    signal.sender_receivers_cache.clear()


def restrictions_off(patch: pytest.MonkeyPatch) -> None:
    for signal in (post_save, post_delete):
        unheard(patch, signal, f"galley.{id(signal)}")


def new_slugs_off(patch: pytest.MonkeyPatch) -> None:
    # Twice over: a section that is published under a new slug is noticed by its own document, too.
    unheard(patch, page_slug_changed, "galley.slug")
    patch.setattr(documents, "_place", lambda _face: None)


def focal_points_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pictures, "on_saved", lambda image, **_kwargs: image.make_renditions())


def converted_aliases_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kept, "adopt", lambda _alias: None)


def changes_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(store, "_kind", lambda _old, _new, **_public: Change.Kind.UNPUBLISHED)


def topic_pages_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TopicPage, "stands_for", lambda _page: [])


def relatives_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(uses, "_relatives", lambda _page: ())


@pytest.fixture
def forgetful() -> Iterator[pytest.MonkeyPatch]:
    """Give a patch for signals, which remember their receivers."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch
    for signal in (post_save, post_delete, page_slug_changed):
        signal.sender_receivers_cache.clear()


@pytest.mark.proof
@pytest.mark.parametrize(
    ("switch", "seen_as"),
    [
        pytest.param(signals_off(Topic), "topic", id="topics"),
        pytest.param(signals_off(Site), r"meta\.html_url", id="the site"),
        (restrictions_off, "links|related|topics"),
        (new_slugs_off, r"meta\.path"),
        (focal_points_off, "crops"),
        (converted_aliases_off, "public|document"),
        (topic_pages_off, "topics"),
        (relatives_off, r"meta\.(parent|alias_of)|replayed"),
        (changes_off, "replayed"),
    ],
)
def test_it_is_seen_when_a_rule_of_freshness_is_switched_off(
    desk: Desk, forgetful: pytest.MonkeyPatch, switch: Switch, seen_as: str
) -> None:
    switch(forgetful)

    with pytest.raises(Stale, match=seen_as) as seen:
        run(UNTIL_SEEN, number=random.getrandbits(32))

    print(f"after {Machine.histories} histories: {seen.value}")  # noqa: T201  # for pytest -s
