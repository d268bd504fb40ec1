"""The newsroom's people through the proxy, and what each was told: to be compared with the database."""

import json
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from threading import Lock
from typing import Any

import psycopg

from tests.somebody import ask

from .stack import Topology

AWAY = 0  # no answer: the connection was refused or cut
PEOPLE = ("writer", "reviewer", "publisher")
PLACE = """
from news.models import NewsIndexPage, Topic
print(NewsIndexPage.objects.order_by("pk").first().pk, Topic.objects.order_by("pk").first().pk)
"""
ROWS = """
SELECT page.id, page.live, page.draft_title, document.title
FROM wagtailcore_page page LEFT JOIN delivery_publisheddocument document ON document.page_id = page.id
"""


@dataclass
class Ledger:
    """What was acknowledged: drafts and publications by page, each with its headline."""

    drafts: dict[int, str] = field(default_factory=dict)
    published: dict[int, str] = field(default_factory=dict)


class Desk:
    """Writes, reviews and publishes over HTTP; safe for many threads."""

    def __init__(self, stack: Topology) -> None:
        self.stack, self.ledger, self.statuses = stack, Ledger(), Counter[int]()
        self.tokens = {name: stack.manage("issue_token", name).strip() for name in PEOPLE}
        self.section, self.topic = map(int, stack.shell(PLACE).split())
        self._numbers, self._lock = count(1), Lock()

    def ask(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Return status and body of an answer of /api/v3/; `AWAY` where none came."""
        token, tls = self.tokens[who], self.stack.tls
        try:
            status, media_type, text = ask(
                self.stack.port, method, f"/api/v3/{path}", body, token, tls=tls, **headers
            )
        except (OSError, HTTPException):
            status, media_type, text = AWAY, "", b""
        with self._lock:
            self.statuses[status] += 1
        return status, json.loads(text) if "json" in media_type else None

    def read(self, path: str) -> int:
        """Return the status of a public answer; `AWAY` where none came."""
        try:
            return ask(self.stack.port, "GET", path, tls=self.stack.tls)[0]
        except (OSError, HTTPException):
            return AWAY

    def write(self, *_: int) -> int:
        """Save a new draft; note it once it is acknowledged, and give the status."""
        return self.draft()[0]

    def draft(self) -> tuple[int, int]:
        """Return status and id of a new draft."""
        title = f"Story {next(self._numbers)}"
        status, body = self.ask("writer", "POST", "pages/", self._brief(title))
        if status == 201:
            self.ledger.drafts[body["id"]] = title
        return status, body["id"] if status == 201 else 0

    def ready(self) -> tuple[int, str]:
        """Return id and seal of a story that waits for the sign-off alone; nothing may be away."""
        status, page = self.draft()
        assert status == 201
        seal = self._expect("writer", page, "submit")["seal"]
        self._expect("reviewer", page, "approve", seal)
        return page, seal

    def sign_off(self, page: int, seal: str) -> int:
        """Approve for publication, once however often; note what is acknowledged, give the status."""
        path = f"workflow/stories/{page}/approve/"
        status, _body = self.ask(
            "publisher", "POST", path, {"seal": seal}, Idempotency_Key=f"sign-off-{page}"
        )
        if status == 200:
            self.ledger.published[page] = self.ledger.drafts[page]
        return status

    def check(self) -> None:
        """Compare all that was acknowledged with the database, and the database with itself."""
        with psycopg.connect(self.stack.database.url) as database:
            rows = {row[0]: row[1:] for row in database.execute(ROWS).fetchall()}
        drafts = {page: rows.get(page, (None, None))[1] for page in self.ledger.drafts}
        assert drafts == self.ledger.drafts
        published = {page: rows[page] for page in self.ledger.published}
        assert published == {page: (True, title, title) for page, title in self.ledger.published.items()}
        for page in self.ledger.drafts.keys() - self.ledger.published.keys():
            live, _draft, public = rows[page]
            assert live == (public is not None), f"{page} is torn"
        self.stack.manage("verify_documents")

    def _brief(self, title: str) -> dict[str, Any]:
        return {
            "title": title,
            "meta": {"type": "news.BriefPage", "parent_id": self.section},
            "topics": [self.topic],
            "no_picture": True,
            "body": [{"type": "paragraph", "value": "<p>It had been closed for a year.</p>"}],
        }

    def _expect(self, who: str, page: int, action: str, seal: str = "") -> Any:
        path = f"workflow/stories/{page}/"
        status, body = self.ask(who, "POST", f"{path}{action}/", {"seal": seal} if seal else None)
        assert status == 200, body
        return self.ask(who, "GET", path)[1]
