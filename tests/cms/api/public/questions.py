"""Questions that Wagtail's pages API and ours both know, generated; `{name}` stands for the id of a page."""

from collections.abc import Iterator
from itertools import product

SITE = "site=example.org&limit=100"

TYPES = (
    "",
    *(
        f"&type={label}"
        for label in (
            "wagtailcore.Page",
            "home.HomePage",
            "news.NewsIndexPage",
            "news.TopicPage",
            "news.StoryPage",
            "news.BriefPage",
            "news.NumbersListPage",
            "news.BriefPage,news.WatchListPage",
            "news.StoryPage,news.TopicPage",
        )
    ),
)
PLACES = (
    "",
    "&child_of=root",
    "&child_of={news}",
    "&child_of={brief}",
    "&descendant_of=root",
    "&descendant_of={world}",
    "&descendant_of={home}",
    "&ancestor_of={abroad}",
    "&ancestor_of={home}",
    "&translation_of={abroad}",
    "&translation_of={german}",
    "&translation_of=root",
    "&child_of={world}&translation_of={abroad}",
)
ORDERS = ("", "&order=id", "&order=-slug")
WINDOWS = ("limit=1", "limit=3&offset=2", "limit=5&offset=3", "offset=4", "offset=1000")
UNTIED = ("id", "-id", "slug", "-slug")
ANSWERED = (
    "locale=en",
    "locale=de",
    "slug=abroad",
    "slug=nothing",
    "title=Story abroad",
    "title=Story",
    "id={abroad}",
    "id={secret}",
    "id={left}",
    "id=999999",
    "show_in_menus=true",
    "show_in_menus=false",
    "show_in_menus=1",
    "show_in_menus=0",
    "site=example.org:443",
    "site=second.example.org",
    "site=second.example.org:443&type=news.StoryPage",
)
SEARCHED = ("abroad", "story", "story abroad", "abroad OR news", "world", "yemen", "nothing", "STORY")
FIELDS = (
    "*",
    "_",
    "title",
    "id",
    "-id",
    "-title",
    "-slug,-html_url",
    "*,-title",
    "*,-detail_url,-type",
    "_,title",
    "_,slug,html_url",
    "_,id,type,detail_url",
    "_,first_published_at",
    "_,alias_of,locale",
    "_,id,title,seo_title,search_description,show_in_menus",
    "seo_title",
    "search_description,show_in_menus",
    "locale",
    "alias_of",
    "alias_of,locale,-title",
)
OF_STORIES = ("standfirst", "_,standfirst,uuid", "last_published_at", "-standfirst", "*,-uuid")
OF_DETAILS = ("_,parent", "-parent", "*,-parent", "_,parent,alias_of,title")

PUBLIC = (
    "home",
    "news",
    "world",
    "topic",
    "brief",
    "numbers",
    "watch",
    "abroad",
    "german",
    "alias",
)
HIDDEN = ("secret", "members", "left", "closed", "draft")
PATHS = ("/", "", "/news/", "news", "/world/abroad/", "//world//abroad//", "/news/alias/", "/yemen/")
LOST = ("/nothing/", "/members/", "/members/secret/", "/closed/left/", "/news/draft/", "/second/")

# Wagtail's own words are ours too.
REFUSED_ALIKE = (
    *(f"limit={value}" for value in ("abc", "-1", "1.5", "101", "")),
    *(f"offset={value}" for value in ("abc", "-1", "")),
    *(
        f"{name}={value}"
        for name in ("child_of", "descendant_of", "ancestor_of", "translation_of")
        for value in ("abc", "-1", "999999", "{draft}", "{secret}", "{left}", "")
    ),
    "child_of={news}&descendant_of={home}",
    *(
        f"fields={value}"
        for value in (
            "nothing",
            "title,nothing",
            "-nothing",
            "title,*",
            "-*",
            "(",
            "title,",
            "title(",
            "title(a)",
            "_,-title",
            "*,title",
            "a b",
        )
    ),
)
# Ours say what is possible instead.
REFUSED = (
    *(f"type={value}" for value in ("news.Nothing", "nothing", "auth.User", "news.BriefPage,news.Nothing")),
    *(f"order={value}" for value in ("nothing", "-nothing", "title,nothing", "-random")),
    *(f"id={value}" for value in ("abc", "1.5", "")),
    "nothing=1",
    "title__contains=a",
    "page=2",
    "show_in_menus=maybe",
)


def lists() -> Iterator[str]:
    """Return questions for lists: types × places × orders, windows, filters, parts."""
    yield from (f"?{SITE}{''.join(parts)}" for parts in product(TYPES, PLACES, ORDERS))
    yield from (f"?site=example.org&order={order}&{window}" for order in UNTIED for window in WINDOWS)
    yield from (f"?limit=100&site=example.org&{query}" for query in ANSWERED if "site=" not in query)
    yield from (f"?limit=100&{query}" for query in ANSWERED if "site=" in query)
    kinds = ("", "&type=news.StoryPage", "&type=news.NewsIndexPage")
    yield from (f"?{SITE}{kind}&order=id&fields={fields}" for kind, fields in product(kinds, FIELDS))
    yield from (f"?{SITE}&type=news.StoryPage&order=id&fields={fields}" for fields in OF_STORIES)


def details() -> Iterator[str]:
    """Return questions for details: every public page with every choice of parts, and hidden ones."""
    for name in PUBLIC:
        yield f"{{{name}}}/"
        yield from (f"{{{name}}}/?fields={fields}" for fields in (*FIELDS, *OF_DETAILS))
    yield from (f"{{{name}}}/" for name in (*HIDDEN, "abroad}{abroad"))


def finds() -> Iterator[str]:
    """Return questions for `find/`."""
    yield from (f"find/?html_path={path}" for path in (*PATHS, *LOST))
    yield from (f"find/?id={{{name}}}" for name in (*PUBLIC, *HIDDEN))


def searches() -> Iterator[str]:
    """Return searches for words of headlines, which both know."""
    yield from (f"?{SITE}&search={words}" for words in SEARCHED)
    yield from (f"?{SITE}&type=news.StoryPage&search={words}&order=id" for words in SEARCHED)


def refused() -> Iterator[str]:
    """Return what neither takes."""
    yield from (f"?{query}" for query in (*REFUSED_ALIKE, *REFUSED))
    yield from (f"{{brief}}/?fields={fields}" for fields in ("nothing", "_,nothing", "(", "title(a)"))
