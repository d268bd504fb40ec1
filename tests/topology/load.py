"""`python -m tests.topology.load`: readers at a fixed rate, editors and publications on all of production.

Readers are h2load's (Debian: nghttp2-client): so many requests a second, whether answers are slow or not, by
HTTP/1.1 with TLS on one hundred connections that stay open. They ask for lists and pages of the public API,
and for three pages of the reader, in turns. Each editor saves every few seconds and opens the editor at every
fifth save. A publisher signs off one story after another, and looks when readers get it.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPSConnection
from pathlib import Path
from threading import Event, Thread

from tests.services.server import HOST

from .admin import Admin
from .desk import Desk
from .programs import Program
from .stack import Topology, topology

H2LOAD = shutil.which("h2load") or ""
CONNECTIONS, CROWDS = 100, 25
SAMPLE_EVERY_S, LOOK_EVERY_S, PATIENCE_S = 10.0, 0.1, 10.0
LISTS = (
    "pages/",
    "pages/?type=news.BriefPage",
    "pages/?type=news.NumbersListPage&limit=5",
    "pages/?topic=russia",
    "pages/?fields=*&limit=10",
    "changes/?since=0",
)
PAGES = """
from cms.delivery.models import PublishedDocument
print(*PublishedDocument.objects.values_list("page", flat=True))
"""
HTML = """
from news.models import BriefPage, NewsIndexPage
print(*(page.objects.live().first().url for page in (NewsIndexPage, BriefPage)))
"""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Seen:
    """What came of the load: seconds, and megabytes over time."""

    fresh: list[float] = field(default_factory=list)
    fresh_in_list: list[float] = field(default_factory=list)
    publishing: list[float] = field(default_factory=list)
    saving: list[float] = field(default_factory=list)
    opening: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    memory: list[dict[str, float]] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    options = _options()
    if not H2LOAD:
        sys.exit("skipped: h2load is not here (apt-get install nghttp2-client)")
    cache = (
        {} if options.cache else dict.fromkeys(("GALLEY_SHARED_CACHE_SECONDS", "GALLEY_STALE_SECONDS"), "0")
    )
    with tempfile.TemporaryDirectory(prefix="galley-load-") as name, topology(Path(name), **cache) as stack:
        desk = Desk(stack)
        ready = [desk.ready() for _ in range(int(options.seconds * options.publishes))]
        seen = Seen()
        before = _cpu(stack)
        with working(desk, seen, options, ready):
            readers = read(stack, options.rate, options.seconds)
        used = {part: spent - before[part] for part, spent in _cpu(stack).items()}
        desk.check()
        report(options, readers, seen, used, stack)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.topology.load", description=__doc__)
    parser.add_argument("--rate", type=int, default=400, help="requests of readers a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--editors", type=int, default=10)
    parser.add_argument("--save-every", type=float, default=5, help="seconds between two saves of an editor")
    parser.add_argument("--publishes", type=float, default=1, help="publications a second")
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="let the proxy keep nothing")
    return parser.parse_args()


def read(stack: Topology, rate: int, seconds: int) -> list[tuple[int, float]]:
    """Return status and seconds of each answer that readers got."""
    addresses = [f"/api/v2/{part}" for part in LISTS] + ["/", *stack.shell(HTML).split()]
    addresses += [f"/api/v2/pages/{page}/" for page in stack.shell(PAGES).split()]
    crowds = [_crowd(stack.folder / f"readers-{number}", addresses, stack.port) for number in range(CROWDS)]
    each = [f"-c{CONNECTIONS // CROWDS}", f"--rps={rate / CONNECTIONS}", f"--duration={seconds}"]
    running = [subprocess.Popen([*command, *each], stdout=subprocess.DEVNULL) for command, _log in crowds]  # noqa: S603
    assert not any(process.wait() for process in running)
    rows = (line.split("\t") for _command, log in crowds for line in log.read_text().splitlines())
    return [(int(status), int(took) / 1e6) for _start, status, took in rows]


def _crowd(name: Path, addresses: list[str], port: int) -> tuple[list[str], Path]:
    """Return the command of some readers, and their log; those of one h2load go through addresses in step."""
    uris, log = name.with_suffix(".uris"), name.with_suffix(".tsv")
    shuffled = random.sample(addresses, len(addresses))
    uris.write_text("".join(f"https://{HOST}:{port}{address}\n" for address in shuffled))
    options = ["-H", "accept-encoding: gzip", f"--input-file={uris}", f"--log-file={log}"]
    return [H2LOAD, "--h1", *options], log


@contextmanager
def working(
    desk: Desk, seen: Seen, options: argparse.Namespace, ready: Sequence[tuple[int, str]]
) -> Iterator[None]:
    """Let editors save, a publisher publish, and somebody watch the memory, while the context lasts."""
    stop, stack = Event(), desk.stack
    threads = []
    for _ in range(options.editors):
        admin = Admin(stack.port, stack.tls, name="writer", password="writer-galley")
        threads.append(Thread(target=_edit, args=(desk, admin, seen, stop, options.save_every)))
    threads.append(Thread(target=_publish, args=(desk, seen, stop, ready, 1 / (options.publishes or 1))))
    threads.append(Thread(target=_watch, args=(desk.stack, seen, stop)))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _edit(desk: Desk, admin: Admin, seen: Seen, stop: Event, every_s: float) -> None:
    number, page = 0, 0
    while not stop.wait(random.uniform(0, 2 * every_s)):  # noqa: S311
        if number % 5 == 4:
            with timed(seen.opening):
                seen.answers[admin.get(f"/admin/pages/{page}/edit/")] += 1
        with timed(seen.saving):
            status, saved = desk.draft()
        seen.answers[status] += 1
        number, page = number + 1, saved or page


def _publish(desk: Desk, seen: Seen, stop: Event, ready: Sequence[tuple[int, str]], every_s: float) -> None:
    lookers: list[Thread] = []
    for page, seal in ready:
        start = time.monotonic()
        if stop.is_set():
            break
        with timed(seen.publishing):
            status = desk.sign_off(page, seal)
        seen.answers[status] += 1
        lookers.append(Thread(target=_look, args=(desk, seen, page)))
        lookers[-1].start()
        stop.wait(max(0.0, start + every_s - time.monotonic()))
    for looker in lookers:
        looker.join()


def _look(desk: Desk, seen: Seen, page: int) -> None:
    """Note how long after the acknowledgement readers get a story, by itself and in the plain list."""
    acknowledged = time.monotonic()
    connection = HTTPSConnection(HOST, desk.stack.port, timeout=PATIENCE_S, context=desk.stack.tls)
    for path, found in ((f"/api/v2/pages/{page}/", seen.fresh), ("/api/v2/pages/", seen.fresh_in_list)):
        while time.monotonic() < acknowledged + PATIENCE_S and not _shows(connection, path, page):
            time.sleep(LOOK_EVERY_S)
        found.append(time.monotonic() - acknowledged)
    connection.close()


def _shows(connection: HTTPSConnection, path: str, page: int) -> bool:
    connection.request("GET", path)
    answer = connection.getresponse()
    return f'"id":{page},'.encode() in answer.read() and answer.status == HTTPStatus.OK


def _watch(stack: Topology, seen: Seen, stop: Event) -> None:
    while True:
        seen.memory.append({name: program.memory_mb() for name, program in _programs(stack).items()})
        if stop.wait(SAMPLE_EVERY_S):
            return


@contextmanager
def timed(seconds: list[float]) -> Iterator[None]:
    """Note how long the context took."""
    start = time.monotonic()
    yield
    seconds.append(time.monotonic() - start)


def _programs(stack: Topology) -> dict[str, Program]:
    return {"web 1": stack.webs[0], "web 2": stack.webs[1], "worker": stack.worker, "nginx": stack.proxy}


def _cpu(stack: Topology) -> dict[str, float]:
    """Return the CPU seconds that each part has used; `others` are PostgreSQL, h2load, and these people."""
    sessions = {program.pid: name for name, program in _programs(stack).items()}
    spent = dict.fromkeys((*sessions.values(), "PostgreSQL"), 0.0)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ProcessLookupError):
            name, parts = _parts(stat.read_text())
            part = "PostgreSQL" if name == "postgres" else sessions.get(int(parts[3]), "")
            if part:
                spent[part] += (int(parts[11]) + int(parts[12])) / TICKS
    times = [float(part) / TICKS for part in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    return spent | {"all": sum(times) - times[3] - times[4]}


def _parts(stat: str) -> tuple[str, list[str]]:
    """Return the name of a process, and the fields of /proc/…/stat that follow it (proc(5))."""
    return stat[stat.index("(") + 1 : stat.rindex(")")], stat[stat.rindex(")") + 2 :].split()


def report(
    options: argparse.Namespace,
    readers: list[tuple[int, float]],
    seen: Seen,
    used: dict[str, float],
    stack: Topology,
) -> None:
    """Print what was seen."""
    statuses = Counter(status for status, _took in readers)
    rate = f"{options.rate} a second asked, {len(readers) / options.seconds:.0f} answered"
    say(f"readers, {rate}: {dict(statuses)}")
    say(f"editors and publisher: {dict(seen.answers)}; web processes: {dict(stack.statuses())}")
    for name, took in {
        "a reader's answer": [took for _status, took in readers],
        "a save": seen.saving,
        "opening the editor": seen.opening,
        "a publication": seen.publishing,
        "publication → readers": seen.fresh,
        "publication → the list": seen.fresh_in_list,
    }.items():
        say(f"{name}: {spread(took)}")
    cores = {part: f"{spent / options.seconds:.2f}" for part, spent in used.items()}
    say(f"cores in use: {cores}")
    for name in seen.memory[0]:
        first, last = seen.memory[0][name], seen.memory[-1][name]
        say(f"memory of {name}: {first:.0f} MB at first, {last:.0f} MB at last")


def spread(seconds: list[float]) -> str:
    """Return number and percentiles in milliseconds."""
    if not seconds:
        return "none"
    ordered = [1000 * took for took in sorted(seconds)]
    shown = ", ".join(f"p{part} {ordered[len(ordered) * part // 100]:.1f}" for part in (50, 95, 99))
    return f"{len(ordered)} times, {shown}, at most {ordered[-1]:.1f} ms"


def say(text: str) -> None:
    """Print."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
