"""What journalism adds to the public API: series and the calendar."""

from cms.api import routers


def register() -> None:
    """Add this room's routers to the public API."""
    from .calendar import calendar_router
    from .series import series_router

    routers.register("/", calendar_router)
    routers.register("/series/", series_router)
