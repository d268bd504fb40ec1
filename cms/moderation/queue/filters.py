"""The queue's filters, on Wagtail's own; rooms above add theirs through the hook `register_queue_filters`."""

from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet

from cms.core import clock
from cms.moderation.models import Review, ReviewSettings
from cms.moderation.rules.formats import format_name, formats

from . import queries

YES = (("yes", _("Yes")),)


class QueueFilterSet(WagtailFilterSet):
    """Format, step, mine, unclaimed, overdue; and one choice for each hook.

    A hook gives a label and a function that gives the choices: pairs of a key, as `review_keys` of the page
    gives it, and a text.
    """

    format = django_filters.ModelMultipleChoiceFilter(
        field_name="page__content_type",
        queryset=lambda _request: ContentType.objects.filter(pk__in=[ct.pk for ct in formats()]),
        widget=forms.CheckboxSelectMultiple,
        label=_("Format"),
    )
    step = django_filters.ModelMultipleChoiceFilter(
        field_name="workflow_state__current_task_state__task",
        queryset=lambda _request: queries.steps(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Step"),
    )
    mine = django_filters.ChoiceFilter(
        method="filter_mine",
        choices=(("decide", _("I can decide")), ("claimed", _("I have claimed")), ("written", _("I wrote"))),
        empty_label=_("All"),
        widget=forms.RadioSelect,
        label=_("Mine"),
    )
    unclaimed = django_filters.ChoiceFilter(
        method="filter_unclaimed",
        choices=YES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
        label=_("Unclaimed"),
    )
    overdue = django_filters.ChoiceFilter(
        method="filter_overdue",
        choices=YES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
        label=_("Overdue"),
    )

    class Meta:
        model = Review
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["format"].field.label_from_instance = lambda ct: format_name(ct).capitalize()
        for name, label, choices in (hook() for hook in hooks.get_hooks("register_queue_filters")):
            self.filters[name] = django_filters.ChoiceFilter(
                method=filter_key, choices=choices, empty_label=_("All"), label=label
            )
            self.filters[name].parent, self.filters[name].model = self, Review

    def filter_mine(self, found: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Keep what the user may decide, has in hand, or wrote."""
        user = self.request.user
        held = Q(claimed_by=user, claimed_at__gt=clock.now() - ReviewSettings.load().claim_lasts)
        return found.filter(
            {"decide": Q(is_mine=True), "claimed": held, "written": Q(page__owner=user)}[value]
        )

    def filter_unclaimed(self, found: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Keep what nobody has in hand."""
        held_since = clock.now() - ReviewSettings.load().claim_lasts
        return found.filter(Q(claimed_by=None) | Q(claimed_at__lte=held_since))

    def filter_overdue(self, found: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Keep what has waited longer than its format's target."""
        return found.filter(queries.overdue(ReviewSettings.load().limits(), now=clock.now()))


def filter_key(found: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
    """Keep the stories that carry a key."""
    return found.filter(keys__contains=f"|{value}|")
