"""How many documents a list has: from the numbers that are kept where they answer it, else counted.

What is counted ends at `lists.COUNTED`.
"""

from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Exists, Func, Q, QuerySet, Subquery, Sum
from wagtail.models import Page

from cms.delivery.conditions import CONDITIONS
from cms.delivery.lists import Listing
from cms.delivery.models import DocumentCount, IndexRow, Sequence
from cms.delivery.statements import Slot, Statement, numbered, slots

from .models import Rebuild
from .references import key_of


def total_of(listing: Listing) -> int:
    """Return how many documents `listing` has, in one SELECT where a kept number answers it, else in two."""
    given = {condition.name: condition.values for condition in listing.conditions}
    types = given.pop("type", [])
    kinds = [(CONDITIONS[name].kind, values[0]) for name, values in given.items() if len(values) == 1]
    if len(given) > 1 or len(kinds) < len(given) or any(not kind for kind, _value in kinds):
        return listing.count()
    kind, key = kinds[0] if kinds else ("", "")
    values = {"kind": kind, "key": key} | numbered("type", types)
    number, is_settled = _statement(len(types)).first(values) or (None, False)
    return max(number or 0, 0) if is_settled else listing.count()


def numbers_of(kind: str, *, key: str | None) -> dict[str, int]:
    """Return how many public documents have each key of a kind (`counts.KINDS`), or one key: two SELECTs."""
    wanted = {"kind": kind} | ({} if key is None else {"key": key})
    if _waiting().exists():
        rows = IndexRow.objects.visible().filter(**wanted).order_by().values_list("key")
        return dict(rows.annotate(number=Count("document", distinct=True)))
    kept = DocumentCount.objects.filter(**wanted).values_list("key").annotate(sum=Sum("number"))
    return {found: number for found, number in kept if number > 0}


def _waiting() -> QuerySet[Rebuild]:
    """Return what the worker has to do that hides or shows documents."""
    # Users of a page among them: an alias is hidden and shown with its source.
    of_pages = Q(scope=Rebuild.Scope.USERS, key__startswith=key_of(Page, ""))
    return Rebuild.objects.filter(Q(scope=Rebuild.Scope.SUBTREE) | of_pages)


@lru_cache
def _statement(types: int) -> Statement:
    """Ask for a number, and whether the worker has nothing to do that hides or shows documents."""

    def build() -> QuerySet[Any]:
        counted = DocumentCount.objects.filter(kind=Slot("kind", CharField()), key=Slot("key", CharField()))
        if types:
            counted = counted.filter(type__in=slots("type", types, CharField()))
        number = Func("number", function="SUM", output_field=BigIntegerField())
        found = Sequence.objects.annotate(
            total=Subquery(counted.annotate(sum=number).values("sum")), is_settled=~Exists(_waiting())
        )
        return found.values_list("total", "is_settled")

    return Statement(build)
