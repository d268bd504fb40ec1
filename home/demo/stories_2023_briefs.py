"""The briefs of 2023 that followed the news."""

from datetime import date

from home.demo.content import Paragraph, Picture, Story
from home.demo.desk import A_WRITER, ART_DESK, B_EDITOR, C_REPORTER, utc

CANADA_VISIT = Story(
    format="brief",
    slug="us-president-pays-a-late-first-visit-to-canada",
    headline="The US president pays a late first visit to Canada",
    standfirst="Defence and immigration are on the table in Ottawa. So is the question of what took so long.",
    topics=("United States", "Canada"),
    at=utc("2023-03-23T13:30"),
    picture=Picture(
        filename="summit-arch.jpg",
        title="Two leaders between their flags",
        alt="Two people shake hands under an arch, between a large American and a large Canadian flag",
        caption="The US president and Canada's prime minister at the North American leaders' summit in "
        "Mexico City, January 10, 2023.",
        credit="REUTERS/Kevin Lamarque/File Photo",
        creator=ART_DESK,
        taken=date(2023, 1, 10),
    ),
    authors=(A_WRITER, B_EDITOR),
    content=(
        Paragraph(
            html="<p>More than two years into his term, the president of the United States travels to "
            "Ottawa on Thursday. It is his <b>first official visit to Canada</b> in this office, a trip "
            "that most of those before him made within months. The pandemic is one reason for the delay; in "
            "2021 the two governments had to make do with a video call.</p>"
        ),
        Paragraph(
            html="<p>The first folder on the table is defence. A balloon from China drifted across both "
            "countries this winter, and soon afterwards an American jet, acting for the joint air command, "
            "shot down an unidentified object over the Yukon. Washington would like to see Canada spend "
            "more on its armed forces, and faster, beginning with the radars that watch the Arctic.</p>"
        ),
        Paragraph(
            html="<p>The second is immigration. Canada wants to renegotiate the agreement under which "
            "people must ask for asylum in the first of the two countries they reach. The rule has long "
            "applied only at official crossings, so that many walk into Quebec by a country lane called "
            "Roxham Road instead.</p>"
        ),
        Paragraph(
            html="<p>Haiti is in the luggage as well. Armed gangs control much of its capital, its "
            "government has asked for help from abroad, and the United States hopes that Canada might lead "
            "a force that it does not want to lead itself. Ottawa has so far preferred sanctions and "
            "training for the police.</p>"
        ),
        Paragraph(
            html="<p>Then there is money. American subsidies for clean technology are generous enough to "
            "draw factories across the border, and Canada, whose budget follows within days, has to decide "
            "how much of that race it can afford to run. A speech to parliament and a dinner are planned "
            "for Friday; agreements on any of this would be a bonus.</p>"
        ),
    ),
)

LAUNCH_PAD = Story(
    format="brief",
    slug="what-moscow-and-pyongyang-want-from-each-other",
    headline="What Moscow and Pyongyang want from each other at a launch site",
    standfirst="A meeting of several hours, a dinner with toasts, and two missiles in between.",
    topics=("Russia", "North Korea"),
    at=utc("2023-09-13T15:20"),
    picture=Picture(
        filename="launch-pad-amur.jpg",
        title="Meeting at the launch pad",
        alt="Two people shake hands at dusk on a wide plain, with a rocket and its gantry behind them",
        caption="The leaders of Russia and North Korea meet at the Vostochny space launch site in the Amur "
        "region, September 13, 2023.",
        credit="Reuters",
        creator=ART_DESK,
        taken=date(2023, 9, 13),
    ),
    authors=(A_WRITER, C_REPORTER),
    content=(
        Paragraph(
            html="<p>The leaders of <b>Russia</b> and <b>North Korea</b> spent several hours together on "
            "Wednesday at a space launch site in Russia's Amur region. The host showed his guest around the "
            "pads himself. For North Korea's leader, who had come by armoured train, it was the first trip "
            "abroad in about four years.</p>"
        ),
        Paragraph(
            html="<p>What Moscow is after, according to reports that preceded the meeting, is ammunition. "
            "Its war against Ukraine uses up shells faster than its industry makes them, and few armies "
            "have as many in store, built to the same Soviet measures, as North Korea's.</p>"
        ),
        Paragraph(
            html="<p>Pyongyang needs other things: food and grain for a population that does not have "
            "enough of either, and military technology for its leader. The place was well chosen for that. "
            "North Korea's attempts to put a spy satellite into orbit have failed so far, and the loudest "
            'result of the first was <a story="south-korea-gets-a-scare-kyiv-denies-drones">an alarm in '
            "Seoul</a>.</p>"
        ),
        Paragraph(
            html="<p>While the two were together, two short-range ballistic missiles rose from North Korea "
            "and fell into the sea. It seems to have been the first time that the country fired any while "
            "its leader was abroad, and the message was hard to miss: the chain of command works by long "
            "distance, too.</p>"
        ),
        Paragraph(
            html="<p>A state dinner followed, with toasts to friendship and to victory. Any trade in "
            "weapons would breach sanctions that Russia itself once voted for. The timing adds to the "
            'effect, for the <a href="https://www.un.org/en/ga/">General Assembly of the United Nations</a> '
            "is about to open its yearly debate in New York, and the guest list there has just become the "
            "second most interesting one of the month.</p>"
        ),
    ),
    related=(
        "south-korea-gets-a-scare-kyiv-denies-drones",
        "north-korea-fires-from-below-the-sea",
    ),
)

STORIES = (CANADA_VISIT, LAUNCH_PAD)
