"""Programs that are started, told to end, killed, and started again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.services.server import HOST, wait_for

END_S = 40


class Program:
    """A program with a session of its own, so that a kill takes its children with it; logs to a file."""

    def __init__(
        self, command: Sequence[str], log: Path, *, environment: Mapping[str, str] = os.environ, port: int = 0
    ) -> None:
        self.log, self._command, self._environment, self._port = log, list(command), environment, port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Return the number of its first process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start, and wait until it answers at its port, if it has one."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self._command, env=dict(self._environment), stderr=log, stdout=log, start_new_session=True
            )
        if self._port:
            wait_for(self._port, self._process)

    def tell_to_end(self) -> None:
        """Send SIGTERM to the first process, as service managers do."""
        os.kill(self.pid, signal.SIGTERM)

    def wait(self) -> int:
        """Wait until it has ended, and give its exit status."""
        assert self._process
        return self._process.wait(timeout=END_S)

    def kill(self) -> None:
        """Kill it and its children, as the loss of the machine would."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait()
        # Its children may take a moment longer, and callers at their port are cut off meanwhile.
        if self._port:
            wait_until(lambda: not _listens(self._port))

    def end(self) -> None:
        """Let it end by itself; kill what does not."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self.tell_to_end()
            with suppress(subprocess.TimeoutExpired):
                self.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def memory_mb(self) -> float:
        """Return the resident memory of its processes together."""
        total = 0.0
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError, ProcessLookupError):
                if os.getsid(int(status.parent.name)) == self.pid:
                    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
                    total += int(lines.get("VmRSS", "0 kB").split()[0]) / 1024
        return total


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex((HOST, port)) == 0


def wait_until(happened: object, *, patience_s: float = END_S) -> None:
    """Ask again and again until what is called gives true."""
    assert callable(happened)
    deadline = time.monotonic() + patience_s
    while not happened():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)
