"""Editors save and readers read from one database, an SQLite file by default, beside the worker."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from tests.databases import empty_database, raw_connection
from tests.server import demo, free_port, run, serving
from tests.somebody import Somebody, ask

pytestmark = pytest.mark.slow
SECONDS = 12
READ = ("/api/v2/pages/", "/api/v2/pages/?type=news.BriefPage", "/api/v2/changes/", "/")
SECTION = "from news.models import NewsIndexPage; print(NewsIndexPage.objects.order_by('pk').first().pk)"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mapping[str, str], int]]:
    """Give the environment and the port of a demo newsroom that is served, its worker beside it."""
    port = free_port()
    with empty_database(tmp_path_factory.mktemp("many")) as url, demo(port, database_url=url) as found:
        environment = {**found, "GALLEY_API_RATE": ""}
        with serving("cms.wsgi", port, environment):
            worker = subprocess.Popen([sys.executable, "manage.py", "worker", "-v0"], env=environment)
            try:
                yield environment, port
            finally:
                worker.terminate()
                assert worker.wait(timeout=30) == 0


class Editor:
    """Makes drafts; keeps the titles that were acknowledged, by page."""

    def __init__(self, name: str, port: int, token: str, section: int) -> None:
        self.name, self.port, self.token, self.section = name, port, token, section
        self.titles: dict[int, str] = {}

    def __call__(self, number: int) -> int:
        """Save a draft."""
        title = f"{self.name} writes {number}"
        draft = {"title": title, "meta": {"type": "news.BriefPage", "parent_id": self.section}}
        status, _type, body = ask(self.port, "POST", "/api/v3/pages/", draft, self.token)
        if status == 201:
            self.titles[json.loads(body)["id"]] = title
        return status


@pytest.mark.parametrize(("editors", "readers"), [(4, 6), (10, 10)])
def test_no_request_fails_and_no_draft_is_lost(
    newsroom: tuple[Mapping[str, str], int], editors: int, readers: int
) -> None:
    environment, port = newsroom
    section = int(run(["manage.py", "shell", "-v0", "-c", SECTION], environment))
    token = run(["manage.py", "issue_token", "writer"], environment).strip()
    writers = [Editor(f"Editor {number}", port, token, section) for number in range(editors)]
    people = [Somebody(editor) for editor in writers]
    people += [Somebody(lambda n: ask(port, "GET", READ[n % len(READ)])[0]) for _ in range(readers)]

    for somebody in people:
        somebody.start()
    time.sleep(SECONDS)
    for somebody in people:
        somebody.stop.set()
    for somebody in people:
        somebody.join()

    saves = Counter(status for somebody in people[:editors] for _at, status in somebody.seen)
    reads = Counter(status for somebody in people[editors:] for _at, status in somebody.seen)
    print(f"{editors} editors: {dict(saves)}; {readers} readers: {dict(reads)}; {SECONDS} s")  # noqa: T201
    assert set(saves) == {201}
    assert set(reads) == {200}
    with raw_connection(environment["DATABASE_URL"]) as database:
        kept = dict(database.execute("SELECT id, draft_title FROM wagtailcore_page").fetchall())
    told = {pk: title for editor in writers for pk, title in editor.titles.items()}
    assert told.items() <= kept.items()
