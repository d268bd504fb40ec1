"""The numbers list of May 2023, led by a failed satellite launch."""

from datetime import date

from home.demo.content import NumberItem, Picture, Source, Story
from home.demo.desk import ART_DESK, B_EDITOR, C_REPORTER, utc

FALSE_ALARM = Story(
    format="numbers",
    slug="south-korea-gets-a-scare-kyiv-denies-drones",
    headline="South Korea gets a scare, Kyiv denies drones, Sudan talks stall, Iran explains, UK grows",
    topics=("South Korea", "North Korea"),
    at=utc("2023-05-31T16:30"),
    picture=Picture(
        filename="watching-the-launch.jpg",
        title="Watching the launch",
        alt="Rows of people, seen from behind, watch a large screen on which a rocket climbs over hills",
        caption="People in a railway station in Seoul watch a broadcast about North Korea's launch of a "
        "satellite, May 31, 2023.",
        credit="REUTERS/Kim Hong-Ji",
        creator=ART_DESK,
        taken=date(2023, 5, 31),
    ),
    authors=(B_EDITOR, C_REPORTER),
    content=(
        NumberItem(
            display="124",
            kicker="South Korea gets a scare",
            topics=("South Korea", "North Korea"),
            html="<p>Sirens and a text message told people in Seoul early on Wednesday to prepare to take "
            "shelter. The reason was a North Korean rocket with a spy satellite on board, and it failed: "
            "the wreckage fell into the sea 124 miles west of a South Korean island. Twenty minutes later "
            "the government said that the alert had been a mistake.</p>",
        ),
        NumberItem(
            display="8",
            unit="drones",
            kicker="Kyiv denies the drones",
            html="<p>Russia counted eight drones in the sky over Moscow on Tuesday and says that it brought "
            "all of them down; a few blocks of flats were damaged. An adviser to Ukraine's president denied "
            "that Kyiv was directly involved, and added that it enjoyed the view. Kyiv itself had been "
            "bombed the night before.</p>",
        ),
        NumberItem(
            display="5",
            unit="days",
            kicker="Sudan's truce runs thin",
            html="<p>Two days after Sudan's army and the paramilitary Rapid Support Forces had prolonged "
            "their truce by five days, the army walked out of the talks. It accuses the other side of "
            "staying in hospitals and houses that it had agreed to leave.</p>",
        ),
        NumberItem(
            display="83.7%",
            kicker="Iran gives an explanation",
            html="<p>Inspectors have no further questions for now about particles of uranium enriched to "
            "83.7%, which they had found in Iran's underground plant at Fordow. Tehran puts them down to "
            "fluctuations in the process. About 90% is considered fit for a weapon.</p>",
            source=Source(
                name="International Atomic Energy Agency",
                url="https://www.iaea.org",
                retrieved=date(2023, 5, 31),
            ),
        ),
        NumberItem(
            display="606,000",
            unit="people",
            kicker="The UK grows by migration",
            html="<p>In 2022 so many more people came to the United Kingdom than left it, by an estimate "
            "published last week: a record, and an awkward one for a government that had promised to bring "
            "the figure down. Students and Ukrainians account for much of it.</p>",
            source=Source(
                name="Office for National Statistics",
                url="https://www.ons.gov.uk",
                retrieved=date(2023, 5, 31),
            ),
        ),
    ),
    related=(
        "prisoners-come-home-in-yemen-pyongyang-tries-solid-fuel",
        "north-korea-fires-from-below-the-sea",
    ),
)

STORIES = (FALSE_ALARM,)
