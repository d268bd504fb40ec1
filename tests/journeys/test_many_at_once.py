"""Editors save and readers read from one database, an SQLite file by default, beside the worker."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from tests.databases import empty_database, raw_connection
from tests.services.server import demo, free_port, run, serving
from tests.somebody import Drafts, Somebody, ask

pytestmark = pytest.mark.slow
SECONDS = 12
READ = ("/api/v2/pages/", "/api/v2/pages/?type=news.BriefPage", "/api/v2/changes/", "/")
SECTION = "from news.models import NewsIndexPage; print(NewsIndexPage.objects.order_by('pk').first().pk)"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mapping[str, str], int]]:
    """Return the environment and the port of a demo newsroom that is served, its worker beside it."""
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


@pytest.mark.parametrize(("editors", "readers"), [(4, 6), pytest.param(10, 10, marks=pytest.mark.long)])
def test_no_request_fails_and_no_draft_is_lost(
    newsroom: tuple[Mapping[str, str], int], editors: int, readers: int
) -> None:
    environment, port = newsroom
    section = int(run(["manage.py", "shell", "-v0", "-c", SECTION], environment))
    token = run(["manage.py", "issue_token", "writer"], environment).strip()
    writers = [Drafts(port, token, section, name=f"Editor {number} writes") for number in range(editors)]
    people = [Somebody(drafts) for drafts in writers]
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
    told = {pk: title for drafts in writers for pk, title in drafts.titles.items()}
    assert told.items() <= kept.items()
