"""What journalism adds to the public API: topics, authors, series, the calendar, menu and site."""

from cms.api import routers
from cms.publishing.purging import rules

LISTS = ("topics/", "authors/", "series/", "calendar/", "calendar.ics", "menus/", "site/")


def register() -> None:
    """Add this room's routers to the public API, and its lists to what publications purge."""
    from .authors import authors_router
    from .calendar import calendar_router
    from .menus import menus_router
    from .series import series_router
    from .site import site_router
    from .topics import topics_router

    routers.register("/", calendar_router)
    routers.register("/authors/", authors_router)
    routers.register("/menus/", menus_router)
    routers.register("/series/", series_router)
    routers.register("/site/", site_router)
    routers.register("/topics/", topics_router)
    rules.register(*(f"/api/v2/{name}" for name in LISTS))
