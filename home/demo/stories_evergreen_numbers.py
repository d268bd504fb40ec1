"""Numbers lists that do not grow old, every figure with its source."""

from datetime import date

from home.demo.content import NumberItem, Picture, Source, Story
from home.demo.desk import A_WRITER, ART_DESK, B_EDITOR, utc

EXTREMES = Story(
    format="numbers",
    slug="the-highest-the-deepest-and-the-coldest-place-on-earth",
    headline="The highest, the deepest and the coldest place on Earth",
    standfirst="Records that hold until somebody measures again.",
    topics=("Earth", "Science"),
    at=utc("2022-12-11T07:45"),
    picture=Picture(
        filename="mountain.jpg",
        title="Sunrise on a high mountain",
        alt="Four climbers walk up a ridge below a high peak, half of it lit by the sunrise, beside prayer "
        "flags",
        caption="Climbers and prayer flags below a Himalayan peak at sunrise.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2022, 12, 1),
    ),
    authors=(A_WRITER, B_EDITOR),
    content=(
        NumberItem(
            display="8,849",
            unit="metres",
            kind="measure",
            as_of="2020",
            kicker="The top",
            html="<p>Nepal and China measured Mount Everest together and announced the result in 2020: "
            "8,849 metres above the level of the sea, snow included, a little more than either of them had "
            "said before.</p>",
            source=Source(
                name="Encyclopaedia Britannica",
                url="https://www.britannica.com/place/Mount-Everest",
                retrieved=date(2022, 12, 8),
            ),
        ),
        NumberItem(
            display="10,935",
            unit="metres",
            kind="measure",
            as_of="2021",
            kicker="The bottom",
            topics=("Oceans",),
            html="<p>An estimate of 2021 puts the floor of the Challenger Deep, in the Mariana Trench, this "
            "far below the surface. Mount Everest would vanish in it with two kilometres of water to "
            "spare.</p>",
            source=Source(
                name="National Oceanic and Atmospheric Administration",
                url="https://oceanservice.noaa.gov/facts/oceandepth.html",
                retrieved=date(2022, 12, 8),
            ),
        ),
        NumberItem(
            display="\N{MINUS SIGN}89.2 °C",
            as_of="1983-07-21",
            kicker="The cold",
            html="<p>Nowhere has a weather station read less than at Vostok in Antarctica on July 21, 1983. "
            "The Russian base stands on ice more than three kilometres thick, in the middle of the polar "
            "night at that time of the year.</p>",
            source=Source(
                name="World Meteorological Organization",
                url="https://wmo.asu.edu/content/world-lowest-temperature",
                retrieved=date(2022, 12, 8),
            ),
        ),
        NumberItem(
            display="56.7 °C",
            as_of="1913-07-10",
            kicker="The heat",
            html="<p>The record at the other end is older: Furnace Creek in Death Valley, California, on "
            "July 10, 1913. Some doubt the reading, but until it is struck from the list it stands.</p>",
            source=Source(
                name="World Meteorological Organization",
                url="https://wmo.asu.edu/content/world-highest-temperature",
                retrieved=date(2022, 12, 8),
            ),
        ),
        NumberItem(
            display="71%",
            kicker="The blue",
            html="<p>About 71% of the Earth's surface is under water, and nearly all of that water is "
            "salty. Seen from the right side, the planet is almost nothing but the Pacific.</p>",
            source=Source(
                name="United States Geological Survey",
                url="https://www.usgs.gov/special-topics/water-science-school/science/"
                "how-much-water-there-earth",
                retrieved=date(2022, 12, 8),
            ),
        ),
    ),
)

LIGHT_AND_LIFE = Story(
    format="numbers",
    slug="light-breath-and-a-promise-in-five-figures",
    headline="Light, breath and a promise to nature in five figures",
    topics=("Oceans", "Science"),
    at=utc("2023-02-09T10:00"),
    picture=Picture(
        filename="sunlit-sea.jpg",
        title="Plankton in the sunlit sea",
        alt="Wheel-shaped and chain-shaped plankton float in green water under slanting rays of light, near "
        "a shoal",
        caption="Plankton in the upper layer of the sea, drawn far larger than life.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 2, 1),
    ),
    authors=(A_WRITER,),
    content=(
        NumberItem(
            display="299,792,458",
            unit="metres per second",
            kind="measure",
            kicker="As fast as it gets",
            html="<p>Light covers this distance in one second of empty space. The figure is exact and will "
            "never be corrected, because since 1983 the metre itself has been defined by it.</p>",
            source=Source(
                name="National Institute of Standards and Technology",
                url="https://physics.nist.gov/cgi-bin/cuu/Value?c",
                retrieved=date(2023, 2, 8),
            ),
        ),
        NumberItem(
            display="½",
            qualifier="about",
            kicker="Every second breath",
            topics=("Oceans",),
            html="<p>About half of the oxygen that is made on Earth comes from the oceans, most of it from "
            "plankton too small to see. Nearly all of it is used up again by what lives in the sea, but on "
            "land nobody would be breathing without its long past.</p>",
            source=Source(
                name="National Oceanic and Atmospheric Administration",
                url="https://oceanservice.noaa.gov/facts/ocean-oxygen.html",
                retrieved=date(2023, 2, 8),
            ),
        ),
        NumberItem(
            display="No. 2",
            kicker="Runner-up in the air",
            html="<p>Oxygen is only the second most common gas in the atmosphere. It makes up about a fifth "
            "of dry air, nitrogen nearly four fifths, and everything else shares the last hundredth.</p>",
            source=Source(
                name="National Oceanic and Atmospheric Administration",
                url="https://www.noaa.gov/jetstream/atmosphere",
                retrieved=date(2023, 2, 8),
            ),
        ),
        NumberItem(
            display="2030",
            kicker="A date with nature",
            html="<p>By this year at least 30% of the land and 30% of the sea are to be protected. Nearly "
            "200 countries agreed on that in Montreal in December 2022; how strict the protection must be "
            "is for each of them to say.</p>",
            source=Source(
                name="Convention on Biological Diversity",
                url="https://www.cbd.int/gbf/targets",
                retrieved=date(2023, 2, 8),
            ),
        ),
        NumberItem(
            display="1 in 3",
            kicker="Still waiting for a line",
            html="<p>One person in three did not use the internet in 2022. That is 2.7 billion people, "
            "fewer than the year before; most of them live in places where a connection exists but costs "
            "too much.</p>",
            source=Source(
                name="International Telecommunication Union",
                url="https://www.itu.int/itu-d/reports/statistics/facts-figures-2022/",
                retrieved=date(2023, 2, 8),
            ),
        ),
    ),
    related=("the-highest-the-deepest-and-the-coldest-place-on-earth",),
)

STORIES = (EXTREMES, LIGHT_AND_LIFE)
