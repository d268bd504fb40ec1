"""Production goes wrong in every way that it can: what was acknowledged is there, and nothing is torn."""

import random
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from tests.newsroom import picture_file
from tests.services.server import HOST
from tests.somebody import Somebody, ask

from .admin import Admin
from .desk import Desk
from .programs import Program
from .stack import Topology, needs_topology

pytestmark = [pytest.mark.topology, needs_topology]
ATTACKER = "127.0.0.2"  # another address of this machine
PATHS = ("/api/v2/pages/", "/api/v2/pages/?type=news.BriefPage", "/", "/api/v2/changes/?since=0")
PICTURES = "SELECT id, title, file FROM news_newsimage"


@pytest.fixture(autouse=True)
def _all_is_well_afterwards(desk: Desk) -> Iterator[None]:
    """Compare what was acknowledged with the database after each fault; and no answer was a 500."""
    yield
    desk.check()
    assert 500 not in desk.stack.statuses()


@pytest.fixture(params=["ended", "killed"])
def fault(request: pytest.FixtureRequest) -> Callable[[Program], None]:
    """Return what happens to a web process."""

    def end(web: Program) -> None:
        web.tell_to_end()
        web.wait()

    return end if request.param == "ended" else Program.kill


def test_a_web_process_goes_while_somebody_publishes(
    desk: Desk, fault: Callable[[Program], None], request: pytest.FixtureRequest
) -> None:
    told: Counter[int] = Counter()
    for number in range(request.config.getoption("--rounds")):
        web, (page, seal) = desk.stack.webs[number % 2], desk.ready()
        with ThreadPoolExecutor(1) as publisher:
            status = publisher.submit(desk.sign_off, page, seal)
            time.sleep(random.uniform(0, 0.3))  # noqa: S311
            fault(web)
        told[status.result()] += 1
        assert desk.read("/api/v2/pages/?limit=1") == 200  # the other process answers
        web.start()
        assert desk.sign_off(page, seal) == 200  # again, whatever came of the first: done once

    print(f"signed off while a process goes: {dict(told)}")  # noqa: T201
    assert set(told) <= {200, 503}


def test_a_web_process_is_killed_while_somebody_uploads(desk: Desk, request: pytest.FixtureRequest) -> None:
    stack = desk.stack
    writer = Admin(stack.port, stack.tls, name="writer", password="writer-galley")
    picture, told, kept = picture_file(size=(1600, 1200)).read(), Counter[int](), dict[int, str]()
    for number in range(request.config.getoption("--rounds")):
        web, title = stack.webs[number % 2], f"Upload {number}"
        with ThreadPoolExecutor(1) as photographer:
            answer = photographer.submit(writer.upload, title, picture)
            time.sleep(random.uniform(0, 0.6))  # noqa: S311
            web.kill()
        status, image = answer.result()
        told[status] += 1
        if image:
            kept[image] = title
        web.start()
    status, image = writer.upload("At last", picture)

    print(f"uploads while a process is killed: {dict(told)}")  # noqa: T201
    assert (status, image > 0) == (200, True)
    assert set(told) <= {200, 503}
    with psycopg.connect(stack.database.url) as database:
        rows = {row[0]: row[1:] for row in database.execute(PICTURES).fetchall()}
    assert kept == {image: rows[image][0] for image in kept}
    media = stack.folder_of_media
    assert all((media / file).stat().st_size for _title, file in rows.values())


def test_readers_and_editors_go_on_while_a_hundred_processes_would_be_held(desk: Desk) -> None:
    with (
        attacked(desk.stack, 200, beginning),
        attacked(desk.stack, 50, never_read),
        attacked(desk.stack, 80, half_a_body),
    ):
        saves, reads, slowest = crowd(desk, seconds=6)

    print(f"while 330 sockets dawdle: {saves} {reads}, slowest read {slowest:.2f} s")  # noqa: T201
    assert set(saves) == {201}
    assert set(reads) == {200}


def test_readers_and_editors_go_on_while_both_cores_are_busy(desk: Desk) -> None:
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        saves, reads, slowest = crowd(desk, seconds=6)
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()

    print(f"while both cores are busy: {saves} {reads}, slowest read {slowest:.2f} s")  # noqa: T201
    assert set(saves) == {201}
    assert set(reads) == {200}


def test_all_web_processes_are_away(desk: Desk) -> None:
    for web in desk.stack.webs:
        web.kill()

    page, api = (
        ask(desk.stack.port, "GET", path, tls=desk.stack.tls) for path in ("/nothing/", "/api/v2/nothing/")
    )
    for web in desk.stack.webs:
        web.start()

    assert page[:2] == (503, "text/html")
    assert api[:2] == (503, "application/problem+json")
    assert desk.read("/api/v2/pages/?limit=2") == 200


def crowd(desk: Desk, *, seconds: float) -> tuple[Counter[int], Counter[int], float]:
    """Let two editors save and four readers read; return their answers by status, and the slowest read."""
    took: list[float] = []

    def read(number: int) -> int:
        start = time.monotonic()
        status = desk.read(PATHS[number % len(PATHS)])
        took.append(time.monotonic() - start)
        return status

    editors, readers = [Somebody(desk.write) for _ in range(2)], [Somebody(read) for _ in range(4)]
    for somebody in editors + readers:
        somebody.start()
    time.sleep(seconds)
    for somebody in editors + readers:
        somebody.stop.set()
    for somebody in editors + readers:
        somebody.join()
    saves, reads = (
        Counter(status for one in people for _at, status in one.seen) for people in (editors, readers)
    )
    return saves, reads, max(took)


@contextmanager
def attacked(stack: Topology, sockets: int, act: Callable[[ssl.SSLSocket], None]) -> Iterator[None]:
    """Hold so many connections from another address, each after it did what `act` does."""
    with ExitStack() as held:
        for _ in range(sockets):
            raw = socket.create_connection((HOST, stack.port), timeout=20, source_address=(ATTACKER, 0))
            act(held.enter_context(stack.tls.wrap_socket(raw, server_hostname=HOST)))
        yield


def beginning(connection: ssl.SSLSocket) -> None:
    """Begin to ask, and never end."""
    connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")


def half_a_body(connection: ssl.SSLSocket) -> None:
    """Announce a long form, and send one byte of it."""
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
    connection.sendall(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\nx")


def never_read(connection: ssl.SSLSocket) -> None:
    """Ask for much, past the cache, and read none of it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    path = f"/api/v2/pages/?fields=*&limit=100&offset={random.randrange(9)}"  # noqa: S311
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
