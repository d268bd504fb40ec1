"""The numbers lists of March to May 2023."""

from datetime import date

from home.demo.content import NumberItem, Picture, Source, Story
from home.demo.desk import ART_DESK, B_EDITOR, C_REPORTER, D_STRINGER, utc

FROM_THE_SEA = Story(
    format="numbers",
    slug="north-korea-fires-from-below-the-sea",
    headline="North Korea fires from below the sea, Beijing votes as one, a bank goes for a pound",
    topics=("North Korea",),
    at=utc("2023-03-13T16:45"),
    picture=Picture(
        filename="submarine-cruise-missile.jpg",
        title="Cruise missile from a submarine",
        alt="A missile rises on a flame from the sea, above the dark shape of a submarine under the waves",
        caption="A strategic cruise missile is launched from a submarine, in a picture released on March "
        "13, 2023.",
        credit="North Korea's Korean Central News Agency (KCNA) via REUTERS",
        creator=ART_DESK,
        taken=date(2023, 3, 12),
    ),
    authors=(C_REPORTER,),
    content=(
        NumberItem(
            display="2",
            kicker="Missiles from the deep",
            topics=("North Korea",),
            html="<p>North Korea says that it has tested two cruise missiles from a submarine off its "
            "eastern coast. It was a reply to the largest military drills that the United States and South "
            "Korea have held in years, which began a day later. A missile that starts under water leaves "
            "its target less time to look for it.</p>",
        ),
        NumberItem(
            display="2,952",
            kicker="No dissent in Beijing",
            html="<p>Every one of the 2,952 delegates who voted in China's parliament on Friday chose the "
            "same man: the president may now begin a third term, which the constitution did not permit "
            "until five years ago. Nobody else was on the ballot.</p>",
        ),
        NumberItem(
            display="1",
            unit="pound",
            currency="GBP",
            kicker="A bank at a discount",
            html="<p>HSBC bought the British arm of Silicon Valley Bank for one pound after a weekend of "
            "talks in London. The parent in California had collapsed on Friday; the sale spares young "
            "technology firms in Britain from asking how to pay this month's wages.</p>",
        ),
        NumberItem(
            display="7",
            kicker="Everything, all at once",
            html="<p>Seven Academy Awards went on Sunday night to <i>Everything Everywhere All at Once</i>, "
            "the story of a family with a laundry and too many universes, among them those for best "
            "picture, best director and best actress.</p>",
            source=Source(
                name="Academy of Motion Picture Arts and Sciences",
                url="https://www.oscars.org/oscars/ceremonies/2023",
                retrieved=date(2023, 3, 13),
            ),
        ),
    ),
)

DROUGHT = Story(
    format="numbers",
    slug="somalia-counts-its-dead-yemen-frees-prisoners",
    headline="Somalia counts its dead, Yemen frees prisoners, a Swiss rescue, North Korean war games",
    topics=("Somalia", "Yemen", "North Korea"),
    at=utc("2023-03-20T17:05"),
    picture=Picture(
        filename="camp-kenya-somalia-border.jpg",
        title="Siblings in a camp",
        alt="A girl in a long dress carries a small child on her arm, with rows of domed tents behind her",
        caption="A girl with a sibling in a camp for displaced people near the border of Kenya and Somalia, "
        "January 17, 2023.",
        credit="REUTERS/Thomas Mukoya",
        creator=ART_DESK,
        taken=date(2023, 1, 17),
    ),
    authors=(B_EDITOR, D_STRINGER),
    content=(
        NumberItem(
            display="43,000",
            unit="deaths",
            as_of="2022",
            kicker="Somalia's deadly drought",
            topics=("Somalia",),
            html="<p>The longest drought on record may have cost 43,000 lives in Somalia in 2022, according "
            "to a report for the World Health Organization; half of the dead were probably children under "
            "five. Up to 34,000 more deaths are projected for the first half of this year.</p>",
            source=Source(
                name="World Health Organization", url="https://www.who.int", retrieved=date(2023, 3, 20)
            ),
        ),
        NumberItem(
            display="887",
            unit="detainees",
            kicker="A promise for Yemen's prisoners",
            topics=("Yemen",),
            html="<p>The government of Yemen and the Houthi movement agreed in Switzerland to free 887 "
            "detainees. The United Nations and the Red Cross, who led the talks, hope that the exchange "
            "will carry over into negotiations about an end to the war.</p>",
            source=Source(
                name="International Committee of the Red Cross",
                url="https://www.icrc.org",
                retrieved=date(2023, 3, 20),
            ),
        ),
        NumberItem(
            display="",
            kicker="North Korean war games",
            topics=("North Korea",),
            html="<p>North Korea ended two days of exercises on Sunday with a missile that carried a mock "
            "nuclear warhead. State media called it practice for a counterattack and made sure that the "
            "leader's daughter was in the pictures. South Korea and the United States are in the second "
            "week of drills of their own.</p>",
        ),
        NumberItem(
            display="3 billion",
            unit="Swiss francs",
            currency="CHF",
            kicker="A bank for another bank",
            html="<p>UBS will pay three billion Swiss francs in shares for Credit Suisse, its rival of more "
            "than a century. The government in Bern arranged the purchase on Sunday evening, before the "
            "markets in Asia could open.</p>",
        ),
        NumberItem(
            display="1.1 °C",
            kicker="How warm it already is",
            html="<p>The world is about 1.1 °C warmer than it was in the second half of the nineteenth "
            "century, says the Intergovernmental Panel on Climate Change in the summary of eight years of "
            "work. Its authors expect the mark of 1.5 °C to be reached in the first half of the 2030s.</p>",
            source=Source(
                name="Intergovernmental Panel on Climate Change",
                url="https://www.ipcc.ch/report/sixth-assessment-report-cycle/",
                retrieved=date(2023, 3, 20),
            ),
        ),
    ),
    related=("north-korea-fires-from-below-the-sea",),
)

HOMECOMING = Story(
    format="numbers",
    slug="prisoners-come-home-in-yemen-pyongyang-tries-solid-fuel",
    headline="Prisoners come home in Yemen, Pyongyang tries solid fuel, Germany unplugs, Juice departs",
    topics=("Yemen", "Saudi Arabia", "North Korea"),
    at=utc("2023-04-14T18:10"),
    picture=Picture(
        filename="freed-prisoners-aircraft.jpg",
        title="Freed prisoners beside an aircraft",
        alt="People walk in a line across a desert airfield, away from the steps of a white aircraft with a "
        "red tail",
        caption='Freed prisoners beside an aircraft of the <a href="https://www.icrc.org">Red Cross</a> in '
        "Yemen, April 14, 2023.",
        credit="Reuters",
        creator=ART_DESK,
        taken=date(2023, 4, 14),
    ),
    authors=(D_STRINGER,),
    content=(
        NumberItem(
            display="900",
            unit="prisoners",
            kicker="Yemen's flights to freedom",
            topics=("Yemen", "Saudi Arabia"),
            html="<p>Nearly 900 prisoners are flying home from both sides of the war in Yemen, in the "
            "largest exchange since 2020. The aircraft of the Red Cross will need three days. Envoys from "
            "Saudi Arabia were in Sanaa this week to talk about a longer truce, helped by the kingdom's new "
            "understanding with Iran.</p>",
            source=Source(
                name="International Committee of the Red Cross",
                url="https://www.icrc.org",
                retrieved=date(2023, 4, 14),
            ),
        ),
        NumberItem(
            display="1,000",
            unit="kilometres",
            kind="measure",
            kicker="A new fuel for North Korea",
            topics=("North Korea",),
            html="<p>A missile that North Korea launched on Thursday flew about 1,000 kilometres and made "
            "people on Hokkaido, in the north of Japan, look for shelter. It was the country's first "
            "long-range missile with solid fuel, which can be kept ready and moved without a convoy of "
            "tankers.</p>",
        ),
        NumberItem(
            display="3",
            unit="reactors",
            kicker="Germany's last night of nuclear power",
            html="<p>Three reactors, in Bavaria, Baden-Württemberg and Lower Saxony, are to be switched off "
            "on Saturday. They are Germany's last. The phase-out was decided after the disaster at "
            "Fukushima and postponed by one winter because Russian gas no longer came.</p>",
        ),
        NumberItem(
            display="8",
            unit="years",
            kicker="The long way to Jupiter",
            html="<p>The European probe <i>Juice</i> left French Guiana on Friday for a journey of eight "
            "years. It will swing past the Earth and Venus to gather speed, and then look for oceans below "
            "the ice of three of Jupiter's moons.</p>",
            source=Source(
                name="European Space Agency",
                url="https://www.esa.int/Science_Exploration/Space_Science/Juice",
                retrieved=date(2023, 4, 14),
            ),
        ),
    ),
    related=("somalia-counts-its-dead-yemen-frees-prisoners",),
)

STORIES = (FROM_THE_SEA, DROUGHT, HOMECOMING)
