"""Stories on their way: one draft, two at the desk, one that waits for its sign-off."""

from datetime import date

from home.demo.content import Heading, NumberItem, Paragraph, Picture, Source, Story, WatchItem
from home.demo.desk import A_WRITER, ART_DESK, B_EDITOR, C_REPORTER, D_STRINGER, utc

LEAP_SECONDS = Story(
    format="numbers",
    slug="the-long-goodbye-of-the-leap-second",
    headline="The long goodbye of the leap second",
    topics=(),
    at=utc("2023-09-13T16:10"),
    state="draft",
    picture=None,
    authors=(D_STRINGER,),
    content=(
        NumberItem(
            display="27",
            kicker="Seconds added so far",
            html="<p>Since 1972 a second has been added to the world's clocks 27 times, most recently at "
            "the end of 2016, so that they keep step with an Earth that turns a little unevenly.</p>",
        ),
        NumberItem(
            display="",
            kicker="What engineers have against it",
            html="<p>To come: an outage that everybody remembers, and somebody who had to repair it.</p>",
        ),
    ),
)

ANTARCTICA = Story(
    format="numbers",
    slug="antarctica-in-four-figures",
    headline="Antarctica in four figures",
    topics=("Earth", "Science"),
    at=utc("2023-09-13T17:20"),
    state="desk",
    picture=Picture(
        filename="iceberg.jpg",
        title="Iceberg and penguins",
        alt="An iceberg shows a small white tip above the water and a large blue body below, near four "
        "penguins",
        caption="Most of an iceberg is under water; penguins have the rest.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 2, 10),
    ),
    authors=(C_REPORTER,),
    content=(
        NumberItem(
            display="12",
            unit="countries",
            kicker="A continent without an army",
            html="<p>Twelve countries signed the Antarctic Treaty in Washington on December 1, 1959. It "
            "reserves the continent for peace and science, and sets aside all claims to its land for as "
            "long as it is in force. Many more have joined since.</p>",
            source=Source(
                name="Secretariat of the Antarctic Treaty",
                url="https://www.ats.aq",
                retrieved=date(2023, 9, 12),
            ),
        ),
        NumberItem(
            display="98%",
            kicker="Under the ice",
            html="<p>Ice covers about 98% of Antarctica. What is left are the tips of mountains and a few "
            "valleys so dry that snow does not stay in them.</p>",
            source=Source(
                name="British Antarctic Survey",
                url="https://www.bas.ac.uk/about/antarctica/",
                retrieved=date(2023, 9, 12),
            ),
        ),
        NumberItem(
            display="14 million",
            unit="square kilometres",
            kicker="Larger than Europe",
            html="<p>With its ice shelves, the continent measures about 14 million square kilometres. In "
            "winter, when the sea around it freezes, the white area more than doubles.</p>",
            source=Source(
                name="British Antarctic Survey",
                url="https://www.bas.ac.uk/about/antarctica/",
                retrieved=date(2023, 9, 12),
            ),
        ),
        NumberItem(
            display="90%",
            kicker="A frozen ocean on land",
            html="<p>About nine tenths of all the ice on Earth lie here. If it melted, which would take "
            "very long, the sea would rise by more than fifty metres.</p>",
        ),
    ),
    related=("the-highest-the-deepest-and-the-coldest-place-on-earth",),
)

CANALS = Story(
    format="watch",
    slug="three-narrow-places-on-which-world-trade-depends",
    headline="Three narrow places on which world trade depends",
    topics=("Oceans",),
    at=utc("2023-09-14T08:40"),
    state="desk",
    picture=Picture(
        filename="canal-ship.jpg",
        title="Container ship in a canal",
        alt="A container ship with bright stacks follows a small red tug through a canal between palms and "
        "sand",
        caption="A container ship and a tug on their way through a canal.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2023, 9, 8),
    ),
    authors=(B_EDITOR, D_STRINGER),
    content=(
        WatchItem(
            heading="Rain for the Panama Canal",
            html="<p>Every ship that passes the locks of Panama sends fresh water to the sea. After a year "
            "with little rain, the lake that feeds them is low, and the authority lets fewer ships through "
            "each day.</p>",
            why_it_matters="Those who cannot wait pay for a better place in the queue, or sail around South "
            "America.",
        ),
        WatchItem(
            heading="Wind in the Suez Canal",
            html="<p>In March 2021 the <i>Ever Given</i>, one of the largest container ships, ran aground "
            "across the canal in a sandstorm and blocked it for six days. The narrow southern part is being "
            "widened.</p>",
            why_it_matters="The way around Africa takes a week longer, and more fuel.",
        ),
        WatchItem(
            heading="Rules for the Turkish straits",
            html="<p>A convention signed in Montreux in 1936 gives merchant ships free passage between the "
            "Mediterranean and the Black Sea, and lets Turkey close the straits to the warships of "
            "countries at war.</p>",
            why_it_matters="Grain from Ukraine and Russia comes this way, and feeds countries far from "
            "either.",
        ),
    ),
)

SEED_VAULT = Story(
    format="brief",
    slug="what-the-seed-vault-in-the-arctic-is-for",
    headline="What the seed vault in the Arctic is for",
    standfirst="It is not the end of the world that its keepers prepare for, but a leaking roof.",
    topics=("Earth", "Science"),
    at=utc("2023-09-14T10:05"),
    state="sign-off",
    picture=Picture(
        filename="seed-vault.jpg",
        title="Entrance of a seed vault",
        alt="Two people stand before a narrow, lit entrance in a snowy mountain, with green northern lights "
        "above",
        caption="The entrance of the seed vault on Spitsbergen, Norway, in the polar night.",
        credit="Galley",
        creator=ART_DESK,
        taken=date(2022, 12, 11),
    ),
    authors=(A_WRITER, C_REPORTER),
    content=(
        Paragraph(
            html="<p>A narrow block of concrete sticks out of a mountain on Spitsbergen, far north of the "
            "Arctic Circle. Behind it, at the end of a long tunnel, seeds from nearly every country are "
            "kept at 18 degrees below zero: more than a million samples of wheat, rice, beans and thousands "
            "of other crops.</p>"
        ),
        Paragraph(
            html="<p>Newspapers like to call it a vault for doomsday. Its purpose is more modest. The world "
            "has many collections of seeds, and they suffer what all collections suffer: fire, floods, war, "
            "or a freezer that fails during a holiday. The vault holds copies.</p>"
        ),
        Heading(text="A safe-deposit box"),
        Paragraph(
            html="<p>It opened in February 2008 and works like a bank. Norway owns the building, but each "
            "box belongs to those who sent it, and nobody else may open it. <a "
            'href="https://www.seedvault.no">Deposits</a> are free of charge.</p>'
        ),
        Paragraph(
            html="<p>The first to take something out was a research centre that had lost access to its "
            "collection near Aleppo in Syria's war. It asked for its boxes in 2015, grew new plants in "
            "Lebanon and Morocco, and has since returned fresh seeds.</p>"
        ),
        Paragraph(
            html="<p>Even this place is not beyond reach of what it guards against. In the warm autumn of "
            "2016 water ran into the entrance of the tunnel; no seed was harmed, and the tunnel has been "
            "made watertight.</p>"
        ),
    ),
    related=("the-highest-the-deepest-and-the-coldest-place-on-earth",),
)

STORIES = (LEAP_SECONDS, ANTARCTICA, CANALS, SEED_VAULT)
