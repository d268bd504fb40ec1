"""All stories of the demo newsroom, oldest first, and the names of their topics and authors."""

from home.demo import (
    desk,
    stories_2022,
    stories_2023_briefs,
    stories_2023_numbers,
    stories_2023_satellite,
    stories_evergreen_briefs,
    stories_evergreen_numbers,
    stories_evergreen_watch,
    stories_unpublished,
)
from home.demo.content import Story

STORIES: tuple[Story, ...] = tuple(
    sorted(
        (
            *stories_2022.STORIES,
            *stories_2023_briefs.STORIES,
            *stories_2023_numbers.STORIES,
            *stories_2023_satellite.STORIES,
            *stories_evergreen_briefs.STORIES,
            *stories_evergreen_numbers.STORIES,
            *stories_evergreen_watch.STORIES,
            *stories_unpublished.STORIES,
        ),
        key=lambda story: story.at,
    )
)

TOPICS: tuple[str, ...] = (
    "Canada",
    "Earth",
    "Israel",
    "Lebanon",
    "Mexico",
    "North Korea",
    "Oceans",
    "Russia",
    "Saudi Arabia",
    "Science",
    "Somalia",
    "South Korea",
    "Space",
    "Ukraine",
    "United Nations",
    "United States",
    "Yemen",
)

AUTHORS: tuple[str, ...] = (desk.A_WRITER, desk.B_EDITOR, desk.C_REPORTER, desk.D_STRINGER)
