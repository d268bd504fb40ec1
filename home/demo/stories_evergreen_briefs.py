"""Briefs that do not grow old."""

from datetime import date

from home.demo.content import Heading, Paragraph, Picture, Quote, Story
from home.demo.desk import ART_DESK, C_REPORTER, D_STRINGER, utc

DEEP_SEA = Story(
    format="brief",
    slug="why-so-little-is-known-about-the-bottom-of-the-sea",
    headline="Why so little is known about the bottom of the sea",
    standfirst="It covers most of the planet, and most of it has never been seen.",
    topics=("Oceans", "Science"),
    at=utc("2023-06-08T09:00"),
    picture=Picture(
        filename="deep-sea.jpg",
        title="At the bottom of the sea",
        alt="A small yellow submersible shines its lamp on tall chimneys of rock, among jellyfish in dark "
        "water",
        caption="A submersible visits a field of hot springs in the deep sea.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 6, 1),
    ),
    authors=(D_STRINGER,),
    content=(
        Paragraph(
            html="<p>The sea covers about seven tenths of the Earth, and on average it is more than three "
            "and a half kilometres deep. Sunlight gives up after the first few hundred metres. Everything "
            "below is dark, cold and heavy: every ten metres of water add roughly the pressure of one "
            "atmosphere.</p>"
        ),
        Paragraph(
            html="<p>That is why maps of the sea floor are so much coarser than maps of the Moon. "
            "Satellites can guess at mountains under water from tiny bulges of the surface, but for details "
            "a ship has to sail over every spot and listen to the echo of its own sonar. By the summer of "
            "2023 about a quarter of the floor had been measured in this way, according to <a "
            'href="https://seabed2030.org">Seabed 2030</a>, a project that means to finish the job within '
            "the decade.</p>"
        ),
        Heading(text="Few visits, many surprises"),
        Paragraph(
            html="<p>Two men, Jacques Piccard and Don Walsh, were the first to reach the deepest place of "
            "all, the <b>Challenger Deep</b> in the western Pacific. That was in 1960. The next visitor, "
            "the film director James Cameron, came in 2012, on his own.</p>"
        ),
        Paragraph(
            html="<p>What they and their robots bring home keeps changing textbooks. Hot springs, found "
            "near the Galápagos in 1977, turned out to feed whole communities of worms, mussels and crabs "
            "that live on chemistry instead of sunlight. Some researchers think that life itself may have "
            "begun in such a place.</p>"
        ),
        Paragraph(
            html="<p>The interest is not only scientific. Cables that carry nearly all traffic between "
            "continents lie down there, and so do lumps of metal that mining companies would like to "
            "collect. It would be good to know what lives on them first.</p>"
        ),
    ),
    related=(
        "light-breath-and-a-promise-in-five-figures",
        "the-highest-the-deepest-and-the-coldest-place-on-earth",
    ),
)

MOON = Story(
    format="brief",
    slug="why-the-moon-draws-people-back",
    headline="Why the Moon draws people back",
    standfirst="Half a century after the last footprint, there are better reasons to go than a race.",
    topics=("Science", "Space", "United States"),
    at=utc("2023-07-20T08:30"),
    picture=Picture(
        filename="moon.jpg",
        title="On the Moon",
        alt="An astronaut stands among craters near a lander with golden legs, the blue Earth in a black "
        "sky above",
        caption="An astronaut and a lander on the Moon, with a half-lit Earth above the horizon.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 7, 1),
    ),
    authors=(C_REPORTER,),
    content=(
        Paragraph(
            html="<p>Twelve people have walked on the Moon. They came in six landings between July 1969 and "
            "December 1972, all of them part of <a "
            'href="https://www.nasa.gov/the-apollo-program/">Apollo</a>, and then nobody came any more. The '
            "point had been made, and the money was needed elsewhere.</p>"
        ),
        Quote(
            text="We choose to go to the moon in this decade and do the other things, not because they are "
            "easy, but because they are hard.",
            speaker="John F. Kennedy",
            role="President of the United States",
            source="Speech at Rice University, Houston, September 12, 1962",
        ),
        Paragraph(
            html="<p>It was a good sentence and a weak programme: whoever goes somewhere because it is hard "
            "has no reason to go twice. Those who plan the next flights have had to look for other "
            "arguments.</p>"
        ),
        Heading(text="Three reasons that have nothing to do with flags"),
        Paragraph(
            html="<p>Engineers and scientists name these most often:</p>"
            "<ul><li><b>Water.</b> Craters near the south pole lie in permanent shade and hold ice, which "
            "can be drunk, breathed or, split into its parts, burnt in a rocket.</li>"
            "<li><b>Silence.</b> The far side never faces the Earth, so that a telescope there would be "
            "shielded from our radio noise.</li>"
            "<li><b>Practice.</b> The Moon is three days away, Mars more than half a year. What breaks on "
            "the way had better break near home.</li>"
            "</ul>"
        ),
        Paragraph(
            html="<p>There is also the Moon itself. It has neither wind nor rain, and its oldest rocks have "
            "kept a record of the early solar system that the Earth wiped out long ago. The crews of Apollo "
            "brought back 382 kilograms of it, and laboratories are still not done with them.</p>"
        ),
        Paragraph(
            html="<p>This time several countries want to go, some together and some against each other. So "
            "the race is on again after all; but it may leave behind something more useful than "
            "footprints.</p>"
        ),
    ),
    related=("four-dates-that-the-sky-keeps-every-year",),
)

STORIES = (DEEP_SEA, MOON)
