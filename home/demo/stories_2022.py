"""The watch-lists of October 2022."""

from datetime import date

from home.demo.content import Picture, Story, WatchItem
from home.demo.desk import A_WRITER, ART_DESK, B_EDITOR, C_REPORTER, utc

DECREE = Story(
    format="watch",
    slug="kyiv-shuts-the-door-mexico-denies-spying-pyongyang-aims-high",
    headline="Kyiv shuts the door on talks, Mexico denies spying, Pyongyang aims over Japan",
    topics=("Ukraine", "Mexico", "North Korea"),
    at=utc("2022-10-04T19:40"),
    picture=Picture(
        filename="soldier-and-map.jpg",
        title="Front line on the map",
        alt="A soldier in a helmet, seen from the side, before a map with a red front line and two blue "
        "arrows",
        caption="A Ukrainian soldier and a map of the front: two advances, one in the east and one in the "
        "south, changed it within days.",
        credit="REUTERS/Valentyn Ogirenko",
        creator=ART_DESK,
        taken=date(2022, 10, 3),
    ),
    authors=(A_WRITER, C_REPORTER),
    content=(
        WatchItem(
            heading="A decree and two advances in Ukraine",
            topics=("Ukraine",),
            html="<p>Ukraine's president has put his name to a decree that rules out any negotiation with "
            "Russia for as long as its present leader is in the Kremlin. The signature came days after "
            "Moscow declared four occupied regions its own, and it came from a position of growing "
            "strength.</p>"
            "<p>Ukrainian troops are gaining ground on two fronts at once. In the east they have moved on "
            "from Lyman, a railway town they retook at the weekend; in the south they are pushing down the "
            "western bank of the Dnipro towards Kherson. The <b>Institute for the Study of War</b>, a think "
            "tank in Washington, says that the units now in retreat include some that Russia used to count "
            "among its best.</p>",
            why_it_matters="A door that is closed by law is hard to open again, for friends who would like "
            "to mediate as much as for foes.",
        ),
        WatchItem(
            heading="Accusations of spying in Mexico",
            topics=("Mexico",),
            html="<p>Mexico's president says that his government does not spy on anyone. A report by "
            "digital rights groups, backed by the laboratory in Toronto that examined the telephones, says "
            "otherwise: it found traces of the <i>Pegasus</i> spyware on devices of journalists and of a "
            "defender of human rights, dated after he took office.</p>"
            "<p>He came to power with the promise to end such surveillance, which had shamed the government "
            "before his. The army, whose duties he has widened year after year, is at the centre of the "
            "questions.</p>",
            why_it_matters="Mexico is among the most dangerous countries in the world for reporters, and a "
            "telephone that listens puts their sources at risk as well.",
        ),
        WatchItem(
            heading="Missile diplomacy around North Korea",
            topics=("North Korea",),
            html="<p>For the first time in five years a North Korean missile has flown over Japan. People "
            "in the north of the country were told to take cover, trains stood still for a while, and the "
            "missile fell into the Pacific far to the east.</p>"
            "<p>The United States and South Korea answered with aircraft and missiles of their own. North "
            "Korea has tested more weapons this year than in any year before, and satellite pictures have "
            "long shown work at its nuclear test site.</p>",
            why_it_matters="Each side calls its own launches an answer. Nobody has said yet how the "
            "exchange is to end.",
        ),
    ),
)

SHIELDS = Story(
    format="watch",
    slug="ukraine-asks-for-shields-a-sea-border-deal-seoul-looks-up",
    headline="Ukraine asks for shields, Israel and Lebanon draw a line, Seoul looks up",
    standfirst="Missiles set the agenda this week, from Zaporizhzhia to the Korean peninsula.",
    topics=("Ukraine", "Israel", "Lebanon", "South Korea"),
    at=utc("2022-10-11T20:15"),
    picture=Picture(
        filename="firefighters-zaporizhzhia.jpg",
        title="Firefighters in Zaporizhzhia",
        alt="Firefighters on a ladder and on the ground before a block of flats with a burning hole in its "
        "middle",
        caption="Firefighters at the site of a missile strike in Zaporizhzhia, Ukraine. <i>Handout of the "
        "emergency service.</i>",
        credit="State Emergency Service of Ukraine via Reuters Connect",
        creator=ART_DESK,
        taken=date(2022, 10, 10),
    ),
    authors=(B_EDITOR,),
    content=(
        WatchItem(
            heading="Ukraine after the missiles",
            topics=("Ukraine",),
            html="<p>Two days of missile strikes on cities all over Ukraine have killed civilians, cut "
            "power and water, and emptied streets that had slowly filled again since the spring. The "
            "leaders of the G7 met by video link on Tuesday, with Ukraine's president on the screen; they "
            "promised to stand by his country for as long as that is needed and heard him ask for one thing "
            "above all, a shield against attacks from the air. Russia calls the strikes an answer to the "
            "explosion on the bridge to Crimea, and a new commander has been put in charge of its forces in "
            "Ukraine. What comes next may be discussed in <b>Kazakhstan</b>, where Russia's president is "
            "expected at a summit this week together with Turkey's, who would like to bring the two sides "
            "to one table. Kyiv has shown no wish to sit down; only <a "
            'story="kyiv-shuts-the-door-mexico-denies-spying-pyongyang-aims-high">a week ago</a> it ruled '
            "out talks by decree. Arithmetic may weigh as much as diplomacy: Western officials believe that "
            "Russia's stocks of guided missiles are dwindling faster than its factories, short of imported "
            "chips, can fill them up, so that barrages of this size cannot be repeated week after week. It "
            "was no comfort to those who spent these nights in the underground stations.</p>",
            why_it_matters="If Ukraine's partners send air defence soon, the strikes may turn out to be a "
            "show of force that weakened the side that staged it.",
        ),
        WatchItem(
            heading="A border in the sea between Israel and Lebanon",
            topics=("Israel", "Lebanon"),
            html="<p>Two neighbours that are formally at war have agreed on where their waters end. The "
            "border between Israel and Lebanon, settled after years of American mediation, runs through a "
            "part of the Mediterranean under which there is gas: the Karish field lies on Israel's side, "
            "most of the Qana prospect falls to Lebanon.</p>"
            "<p>Israel's government still has to confirm the text weeks before an election, and Lebanon's "
            "president, whose term is running out, has spoken well of it.</p>",
            why_it_matters="Gas will take years to flow, if it does at all, but a bankrupt Lebanon gains a "
            "reason to keep its southern border quiet.",
        ),
        WatchItem(
            heading="A missile shield for South Korea",
            topics=("South Korea",),
            html="<p>South Korea says that it will strengthen its defence against missiles after its "
            "northern neighbour described two weeks of launches as practice for the use of tactical nuclear "
            "weapons. The plan has three parts, known in Seoul as the three axes: to strike first when an "
            "attack is about to begin, to shoot down what has been launched, and to hit the leadership in "
            "return.</p>"
            "<p>Some politicians of the governing party would go further and ask the United States to "
            "station nuclear weapons in the country again, as it did until 1991.</p>",
            why_it_matters="A shield reassures people below it. It also gives the other side a reason to "
            "build more arrows.",
        ),
    ),
    related=("kyiv-shuts-the-door-mexico-denies-spying-pyongyang-aims-high",),
)

STORIES = (DECREE, SHIELDS)
