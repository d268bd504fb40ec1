"""What is asked, and beside which yardstick it stands."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .load import Case
from .server import HOST

PAGES = "/api/v2/pages/"
LIST = f"{PAGES}?limit=20"
WHOLE = f"{PAGES}?limit=20&fields=*"
BY_TOPIC = f"{PAGES}?topic=north-korea&limit=20"
BY_CURSOR = f"{PAGES}?cursor=*&limit=20"
BARE_PAGE, BARE_LIST, BARE_WHOLE = "bare view, a page", "bare view, a list of 20", "bare view, 20 whole pages"


def get(port: int, address: str) -> Any:
    """Return an answer with its body read, as `answer.json`."""
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", address)
    answer: Any = connection.getresponse()
    answer.json = json.loads(answer.read())
    return answer


def reading(port: int, wagtail: int, hello: int) -> list[Case]:
    """Return the reading path over the demo, beside a bare view of the same bytes and stock Wagtail.

    That is asked of a server of its own: what its requests leave to be collected would slow ours.
    """
    card = get(port, f"{PAGES}?type=news.NumbersListPage&limit=1").json["items"][0]
    page = f"{PAGES}{card['id']}/"
    known = {"If-None-Match": get(port, page).headers["ETag"]}
    stock = {"batch": 10}
    return [
        Case("bare WSGI hello", hello, "/"),
        Case(BARE_PAGE, port, f"/bare{page}"),
        Case("stock v2, a page", wagtail, f"/stock/v2/pages/{card['id']}/", **stock),
        Case("stock v3, a page", wagtail, f"/stock/v3/pages/{card['id']}/", **stock),
        Case("page by id", port, page, {BARE_PAGE: 0.8, "stock v2, a page": 25, "stock v3, a page": None}),
        Case("304 of the page", port, page, {"page by id": None}, status=304, headers=known),
        Case("find", port, f"{PAGES}find/?html_path={card['meta']['path']}", {BARE_PAGE: None}, status=302),
        Case(BARE_LIST, port, f"/bare{LIST}"),
        Case("stock v2, 20 by default", wagtail, "/stock/v2/pages/?limit=20", **stock),
        Case("stock v3, 20 by default", wagtail, "/stock/v3/pages/?limit=20", **stock),
        Case(
            "list of 20 cards, total",
            port,
            LIST,
            {BARE_LIST: 0.4, "stock v2, 20 by default": 20, "stock v3, 20 by default": None},
        ),
        Case("list of 20 cards, cursor", port, BY_CURSOR, {BARE_LIST: 0.5}),
        Case("list by topic, total", port, BY_TOPIC, {BARE_LIST: None}),
        Case("list by topic, cursor", port, f"{BY_TOPIC}&cursor=*", {BARE_LIST: None}),
        Case(BARE_WHOLE, port, f"/bare{WHOLE}"),
        Case(
            "stock v2, 20 whole stories",
            wagtail,
            "/stock/v2/pages/?type=news.NumbersListPage&limit=20&fields=*",
            batch=2,
        ),
        Case(
            "list of whole stories, `fields=*`",
            port,
            f"{WHOLE}&type=news.NumbersListPage",
            {"stock v2, 20 whole stories": 60},
        ),
        Case("list of 20 with `fields=*`", port, WHOLE, {BARE_WHOLE: None}),
        Case("list with chosen parts", port, f"{LIST}&fields=_,title,topics(_,name)", {BARE_LIST: None}),
        Case("search", port, f"{LIST}&search=north+korea", {BARE_LIST: None}),
        Case("changes", port, "/api/v2/changes/?limit=20", {BARE_LIST: None}),
    ]


def growing(ports: dict[int, int]) -> list[Case]:
    """Return the questions whose cost must not grow, each against the same of the smallest crowd."""
    questions = {
        "page by id": f"{PAGES}{{last}}/",
        "list of 20, cursor": BY_CURSOR,
        "list of 20, cursor, span 5,000 or half way": f"{PAGES}?limit=20&cursor={{deep}}",
        "list by topic, cursor": f"{BY_CURSOR}&topic=topic-7",
        "list by a rare topic, cursor": f"{BY_CURSOR}&topic=rare",
        "list of stories, cursor": f"{BY_CURSOR}&type=news.StoryPage",
        "list by title, cursor": f"{BY_CURSOR}&order=title",
        "list of 20, total": LIST,
        "list by topic, total": f"{LIST}&topic=topic-7",
        "list under the root, total": f"{LIST}&descendant_of=root",
        "list since 2020, total": f"{LIST}&published_after=2020-01-01",
        "list at offset 10,000": f"{LIST}&offset=10000",
        "search, a rare word": f"{LIST}&search=crowd7",
        "search, a word of all": f"{LIST}&search=story",
        "changes": "/api/v2/changes/?limit=20",
    }
    smallest = min(ports)
    places = {number: _places(port, number) for number, port in ports.items()}
    return [
        Case(
            _name(question, number),
            port,
            address.format(**places[number]),
            {} if number == smallest else {_name(question, smallest): None},
            batch=20,
        )
        for question, address in questions.items()
        for number, port in sorted(ports.items())
    ]


def _name(question: str, number: int) -> str:
    return f"{question}; {number:,}"


def _places(port: int, number: int) -> dict[str, Any]:
    """Return the id of a story, and the cursor 5,000 spans on, or half way where there are fewer."""
    first = get(port, f"{BY_CURSOR}&type=news.BriefPage").json
    (cursor,) = parse_qs(urlsplit(first["meta"]["next"]).query)["cursor"]
    order, way, moment, pk = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    # The crowd is a minute apart.
    far = datetime.fromisoformat(moment) - timedelta(minutes=min(100_000, number // 2))
    text = json.dumps([order, way, far.isoformat(), pk])
    deep = urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return {"last": first["items"][-1]["id"], "deep": deep}
