"""What journalism adds to the public API: topics, authors, series and the calendar."""

from cms.api import routers


def register() -> None:
    """Add this room's routers to the public API."""
    from .authors import authors_router
    from .calendar import calendar_router
    from .series import series_router
    from .topics import topics_router

    routers.register("/", calendar_router)
    routers.register("/authors/", authors_router)
    routers.register("/series/", series_router)
    routers.register("/topics/", topics_router)
