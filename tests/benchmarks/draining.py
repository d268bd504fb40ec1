"""How fast one worker sends what waits, to a receiver in Node: `python -m tests.benchmarks.draining`."""

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from statistics import median
from time import monotonic, sleep

from tests.services.server import HOST, demo, free_port, run, wait_for

COUNT, RUNS = 10_000, 3
SERVER = """
import { createServer } from "node:http";
createServer((request, response) => {
  request.resume();
  request.on("end", () => response.writeHead(204).end());
}).listen(Number(process.env.PORT), "127.0.0.1");
"""
PREPARE = """
from uuid import uuid4
from django.db import transaction
from cms.core import clock
from cms.webhooks import outbox
from cms.webhooks.models import Endpoint
while outbox.number_new():
    pass
Endpoint.objects.all().delete()
Endpoint.objects.create(name="Receiver", url="{url}", events=["story.updated"], position=outbox.end())
with transaction.atomic():
    for number in range({count}):
        data = {{"path": "/news/a-story-with-a-name/", "topics": ["russia"], "previous_paths": []}}
        outbox.record_event(
            "story.updated", now=clock.now(), data=data, uuid=uuid4(), page_type="x", sequence=number
        )
print(outbox.end() + {count})
"""


def main() -> None:
    """Measure and print."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, demo(free_port()) as environment:
        program = Path(folder) / "receiver.mjs"
        program.write_text(SERVER)
        receiver = subprocess.Popen(["node", str(program)], env=os.environ | {"PORT": str(port)})  # noqa: S603, S607
        try:
            wait_for(port, receiver)
            rates = [_rate(f"http://{HOST}:{port}/", environment) for _ in range(RUNS)]
        finally:
            receiver.kill()
            receiver.wait()
    shown = ", ".join(f"{rate:.0f}" for rate in rates)
    sys.stdout.write(f"{COUNT} events, one worker: {median(rates):.0f} a second (runs: {shown})\n")


def _rate(url: str, environment: dict[str, str]) -> float:
    end = int(
        run(["manage.py", "shell", "-v0", "-c", PREPARE.format(url=url, count=COUNT)], environment).split()[
            -1
        ]
    )
    worker = subprocess.Popen([sys.executable, "manage.py", "worker", "-v0"], env=environment)
    try:
        with closing(connect(f"{environment['GALLEY_DATA_DIR']}/galley.sqlite3")) as database:
            began = first = 0.0
            while (position := _position(database)) < end:
                if position > end - COUNT and not began:
                    began, first = monotonic(), position
                sleep(0.05)
            return (end - first) / (monotonic() - began)
    finally:
        worker.terminate()
        worker.wait()


def _position(database: object) -> int:
    [(position,)] = database.execute("SELECT position FROM webhooks_endpoint").fetchall()  # type: ignore[attr-defined]
    return int(position)


if __name__ == "__main__":
    main()
