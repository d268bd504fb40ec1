"""Query strings that nobody sends in good faith, as raw text after the question mark."""

LONG = 20_000

WRONG_INTEGERS = (
    "",
    "0x10",
    "1.5",
    "1e2",
    "1_0",
    "01",
    "%2B5",
    "%201",
    "1%00",
    "true",
    "NaN",
    "abc",
    "1;offset=2",
    "%D9%A1%D9%A0",  # Arabic digits
    "%EF%BC%91",  # a full-width digit
    "-1",
    "9" * 30,
    "9" * LONG,
)

WRONG_TEXTS = ("", "%00", "a%00b", "a%0Ab", "%7F", "%FF", "%ED%A0%80", "a" * 256, "a" * LONG)

LISTS = (
    *(f"limit={value}" for value in (*WRONG_INTEGERS, "0", "101")),
    *(f"offset={value}" for value in (*WRONG_INTEGERS, "10001")),
    *(f"slug={value}" for value in WRONG_TEXTS),
    *(f"topic={value}" for value in (*WRONG_TEXTS, ",", "a,", ",".join("abcdefghijklmnopqrstu"))),
    "&".join(["topic=a"] * 3000),
    *(f"type={value}" for value in (*WRONG_TEXTS, "news", "news.Nothing", "auth.User", "news.BriefPage,")),
    *(
        f"order={v}"
        for v in ("", "?", "body", "--title", "title,slug", "random", "page__owner__password", "a" * LONG)
    ),
    *(f"search={value}" for value in (*WRONG_TEXTS, "a" * 201, "+".join(["a"] * 17), "a-" * 17)),
    *(
        f"search={value}"
        for value in ("%22", "%22%22", "*", "(", ")", "^", "-", "%27;--", "_", "%F0%9F%98%80")
    ),
    *(f"search=a&search_operator={value}" for value in ("", "not", "AND", "near", "%00")),
    *(f"search=a&highlight={value}" for value in ("", "1", "false", "body")),
    "search=a&search=b",
    "search=a&cursor=*",
    "search_operator=or",
    "highlight=true",
    "limit=1&limit=2",
    "offset=1&offset=1",
    "slug=a&slug=b",
    "order=title&order=title",
    *(
        f"{name}={v}"
        for name in ("author", "series")
        for v in (*WRONG_TEXTS, ",", ",".join("abcdefghijklmnopqrstu"))
    ),
    *(f"{name}={v}" for name in ("title", "locale", "site") for v in WRONG_TEXTS),
    *(f"id={value}" for value in (*WRONG_INTEGERS, "0", str(2**63))),
    *(f"uuid={value}" for value in ("", "1", "%00", "z" * 32, "a" * LONG)),
    *(
        f"{name}={value}"
        for name in ("child_of", "descendant_of", "ancestor_of", "translation_of")
        for value in (*WRONG_INTEGERS, "0", "Root", str(2**63), "root,root")
    ),
    *(
        f"{name}={value}"
        for name in ("published_after", "published_before", "updated_after")
        for value in (
            "",
            "now",
            "2023",
            "2023-02-30",
            "0000-00-00",
            "10000-01-01",
            "0001-01-01T00:00:00%2B14:00",
            "9999-12-31T23:59:59-14:00",
            "2023-01-01T00:00:00",
            "%00",
            "1" * LONG,
        )
    ),
    *(
        f"fields={value}"
        for value in (
            "",
            "%00",
            "nothing",
            "*,*",
            "_,*",
            "title,",
            "(",
            ")",
            "a(" * 300,
            "meta(slug(x))",
            "-*",
            "__class__",
            "title%20",
            "a" * LONG,
            ",".join(["nothing"] * 100),
        )
    ),
    *(f"cursor={value}" for value in ("", "%00", "**", "x", "W10", "bnVsbA", "W1tbW1tb", "a" * LONG)),
    "cursor=*&offset=1",
    "cursor=*&cursor=*",
    "count=1",
    "site=localhost:99999999999999999999",
    "limit[]=1",
    "LIMIT=1",
    "limit%00=1",
    "topic__in=a",
    "page__live=0",
    "html_path=/",
    "%00=1",
    "%FF=1",
    "=1",
    "=",
    "?",
    "&".join(f"a{n}=1" for n in range(900)),
    "a" * LONG + "=1",
)

PAGE_IDS = (
    *(value for value in WRONG_INTEGERS if value and ";" not in value),
    "0",
    str(2**63),
    "%FF",
    "١",
)

PATHS = (
    "",
    *(f"html_path={value}" for value in ("%00", "%0D%0ASet-Cookie:a=b", "%FF", "/" * 2001, "a" * LONG)),
    "html_path=/a&html_path=/b",
    "html_path=/&limit=1",
    "path=/",
    *(f"id={value}" for value in (*WRONG_INTEGERS, "0", str(2**63))),
    "id=1&id=1",
)

# Odd, but paths: nothing is found there.
STRANGE_PATHS = (
    "//[",
    "/%2500",
    "/a%3Fb%3D%26%26;;",
    "http://[::1",
    "/%25ED%25A0%2580",
    "/a" * 999,
    "///",
    "/../..",
    "/%3Bb%3Ba",
)

SPANS = (
    *(f"limit={value}" for value in (*WRONG_INTEGERS, "0", "101")),
    *(f"offset={value}" for value in (*WRONG_INTEGERS, "10001")),
    "limit=1&limit=1",
    "site=1",
)

CHANGES = (
    *(f"since={value}" for value in WRONG_INTEGERS),
    *(f"limit={value}" for value in ("0", "101", "-1")),
    "since=1&since=2",
    "offset=1",
)

MIN_SEQUENCES = (
    *(f"min_sequence={value}" for value in WRONG_INTEGERS),
    "min_sequence=1&min_sequence=1",
)

# For endpoints without parameters of their own.
NOTHING_ASKED = (
    *(f"{name}=1" for name in ("a", "limit", "depth", "site", "fields", "%00", "%FF", "a" * LONG, "")),
    "min_sequence%00=1",
    "&".join(f"a{n}=1" for n in range(900)),
    *MIN_SEQUENCES,
)

SEARCHES = tuple(
    f"search={value}"
    for value in (
        *WRONG_TEXTS,
        "%22",
        "%22a",
        "%22%22%22",
        "'",
        "*",
        "a*",
        "^a",
        "a%20NEAR/2%20b",
        "AND",
        "a%20OR",
        "NOT%20NOT",
        "title:a",
        "-a",
        "(",
        "a)(",
        "%25",
        "_",
        "\\",
        "%F0%9F%98%80",
        "%E2%80%8B",
        "a%20" * 50,
        "a%20" * 5_000,
        "%22a%20" * 30,
        "a;DROP%20TABLE%20news_topic",
    )
)

# What may be asked and should cost little all the same.
DEAR = (
    "limit=100&fields=*",
    "limit=100&offset=10000&order=title",
    "limit=100&descendant_of=root&order=-title&fields=*&site=example.org",
    "limit=100&ancestor_of=1",
    "topic=" + ",".join("abcdefghijklmnopqrst"),
    "topic=somalia&author=a-writer&series=a&type=wagtailcore.Page&locale=en&child_of=root",
    "type=wagtailcore.Page,news.StoryPage,news.BriefPage&order=-last_published_at",
    "fields=" + ",".join(["topics(_,slug)", "bylines(name)", "hero(_,image)", "meta(_,slug)"] * 20)[:999],
    "cursor=*&count=true&limit=100&fields=*&order=slug",
    "search=paragraph&search_operator=or&highlight=true&limit=100&fields=*",
    "search=" + "%20".join("abcdefghijklmnopqrstuvwxyz") + "&search_operator=or",
    "published_after=0001-01-01&published_before=9999-12-31",
    "show_in_menus=false&order=title",
)

DAYS = (
    *(
        f"{name}={value}"
        for name in ("from", "to")
        for value in ("", "today", "2023", "2023-02-30", "0000-00-00", "10000-01-01", "%00", "1" * LONG)
    ),
    "from=0001-01-01&to=9999-12-31",
    "from=9999-12-31&to=0001-01-01",
    "from=2023-01-01&from=2024-01-01",
    "to=0001-01-01",
    "from=9999-12-31",
)

WHOLE_NUMBERS = tuple(
    f"{name}={value}" for name in ("limit", "offset", "nothing") for value in (*WRONG_INTEGERS, "0")
)

NAMES = (
    "%00",
    "a%00b",
    "%FF",
    "%0D%0ASet-Cookie:a=b",
    "..%2F..%2Fetc%2Fpasswd",
    "%252e%252e",
    "a" * 256,
    "a" * LONG,
    "'%20OR%201=1",
    "%F0%9F%98%80",
    "%E2%80%AE",
    "__class__",
    "-1",
    "0",
    "null",
)
