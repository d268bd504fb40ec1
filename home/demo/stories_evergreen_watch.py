"""Watch-lists of dates that return every year."""

from datetime import date

from home.demo.content import Picture, Story, WatchItem
from home.demo.desk import A_WRITER, ART_DESK, B_EDITOR, D_STRINGER, utc

SKY = Story(
    format="watch",
    slug="four-dates-that-the-sky-keeps-every-year",
    headline="Four dates that the sky keeps every year",
    topics=("Science", "Space"),
    at=utc("2023-01-03T06:30"),
    picture=Picture(
        filename="star-trails.jpg",
        title="Star trails above a forest",
        alt="Somebody stands with a telescope before dark pines, below stars that draw circles around one "
        "point",
        caption="The stars seem to circle the pole in a picture that gathers light for hours.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 1, 1),
    ),
    authors=(A_WRITER, D_STRINGER),
    content=(
        WatchItem(
            heading="Closest to the Sun in early January",
            watch_date="2023-01-02",
            watch_until="2023-01-05",
            html="<p>Between the second and the fifth of January the Earth passes the point of its orbit "
            "that is nearest to the Sun, some 147 million kilometres away. In early July it is about five "
            "million kilometres farther out.</p>",
            why_it_matters="It shows what does not cause the seasons: those come from the tilt of the "
            "Earth's axis, which is why January is cold in the north and warm in the south.",
        ),
        WatchItem(
            heading="Day and night in balance in March",
            watch_date="2023-03-20",
            html="<p>On March 20, in some years a day earlier or later, the Sun crosses the equator on its "
            "way north. Day and night are then nearly the same length everywhere. The same happens in the "
            "other direction in September.</p>",
            why_it_matters="The date sets spring in one half of the world and autumn in the other, and "
            "calendars from Easter to the Persian new year follow it.",
        ),
        WatchItem(
            heading="The Perseids in the middle of August",
            watch_date="2023-08",
            html="<p>Around August 12 the Earth runs through dust that the comet Swift-Tuttle left behind. "
            "Grains as small as sand burn up high in the air, and under a dark sky one can see dozens in an "
            "hour, best of all in the hours before dawn.</p>",
            why_it_matters="No telescope is needed, only patience, a blanket and a place without lamps.",
        ),
        WatchItem(
            heading="The Geminids in the middle of December",
            watch_date="2023-12-14",
            html="<p>Around December 14 it is the turn of the Geminids, which are as rich as the Perseids "
            "and begin earlier in the evening. Their source is odd: not a comet but <i>Phaethon</i>, a lump "
            "of rock on a path that takes it close to the Sun.</p>",
            why_it_matters="How a rock can leave a trail like a comet's is still being worked out.",
        ),
    ),
)

DIPLOMACY = Story(
    format="watch",
    slug="fixed-dates-in-the-calendar-of-diplomacy",
    headline="Fixed dates in the calendar of diplomacy, from September to December",
    standfirst="Crises come unannounced. These four appointments do not.",
    topics=("United Nations", "United States"),
    at=utc("2023-08-28T11:00"),
    picture=Picture(
        filename="assembly-hall.jpg",
        title="A speaker in a great hall",
        alt="A speaker stands at a green rostrum below a round golden emblem, before curved rows of "
        "listeners",
        caption="A speaker addresses delegates in a great hall.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 8, 20),
    ),
    authors=(B_EDITOR,),
    content=(
        WatchItem(
            heading="The General Assembly in September",
            watch_date="2023-09",
            topics=("United Nations",),
            html="<p>A new session of the United Nations General Assembly begins on the Tuesday of the "
            "third week of September, counted from the first week that has a working day. A week later "
            "presidents and prime ministers speak, and by custom Brazil goes first.</p>",
            why_it_matters="What is said from the rostrum binds nobody. What is said in the corridors now "
            "and then does.",
        ),
        WatchItem(
            heading="The Nobel prizes in early October",
            watch_date="2023-10-02",
            watch_until="2023-10-09",
            html="<p>The winners are announced on the first working days after the beginning of October, "
            "physicians first and peace on Friday. They receive the prizes on December 10, the day on which "
            "Alfred Nobel died in 1896: in Stockholm, and for peace in Oslo.</p>",
            why_it_matters="A prize for somebody in prison tells a government that the world has not "
            "forgotten.",
        ),
        WatchItem(
            heading="United Nations Day on October 24",
            watch_date="2023-10-24",
            topics=("United Nations",),
            html="<p>The Charter of the United Nations came into force on this day in 1945, when enough of "
            "those who had signed it in San Francisco had ratified it, the five permanent members of the "
            "Security Council among them.</p>",
            why_it_matters="Those five still hold the veto that they were given then. Every debate about "
            "reform ends at their table.",
        ),
        WatchItem(
            heading="Elections in the United States in November",
            watch_date="2024-11-05",
            topics=("United States",),
            html="<p>Americans vote on the Tuesday after the first Monday of November. The law is from 1845 "
            "and suited farmers who needed a day to travel, but not a Sunday. A president is elected every "
            "four years, the House of Representatives and a third of the Senate every two.</p>",
            why_it_matters="Other governments plan around this date, because treaties, aid and troops may "
            "depend on it.",
        ),
    ),
)

STORIES = (SKY, DIPLOMACY)
