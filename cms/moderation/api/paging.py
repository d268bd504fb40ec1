"""Spans of lists: bounded, so that no request costs more than its answer is worth."""

from ninja import Schema

from cms.api.parameters import BoundedOffset, Limit


class Span(Schema):
    """Where a list begins, and how much of it is given."""

    limit: Limit = 20
    offset: BoundedOffset = 0

    @property
    def places(self) -> slice:
        """Return it for a queryset."""
        return slice(self.offset, self.offset + self.limit)
