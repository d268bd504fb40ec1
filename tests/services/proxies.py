"""A proxy on TCP that can make a server slow, silent or absent, without touching it."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from .server import HOST

_CHUNK = 65536


class Proxy:
    """Passes bytes on; `delay_s` is waited before each piece of an answer, and `is_silent` passes none."""

    def __init__(self, target: int) -> None:
        self.target, self.delay_s, self.is_silent = target, 0.0, False
        self.cuts_after = 0  # bytes of what is asked; 0 for never
        self.connections = 0
        self._stopped = Event()
        self._listening = socket.create_server((HOST, 0))
        self.port = int(self._listening.getsockname()[1])
        self._sockets = [self._listening]
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """End all connections, and take no more."""
        self._stopped.set()
        for opened in self._sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                self.connections += 1
                far = socket.create_connection((HOST, self.target))
                self._sockets += [near, far]
                Thread(target=self._pass, args=(near, far), daemon=True).start()
                Thread(target=self._answer, args=(far, near), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        passed = 0
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                passed += len(data)
                if 0 < self.cuts_after < passed:
                    source.shutdown(socket.SHUT_RDWR)
                    break
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _answer(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                if self.delay_s:
                    time.sleep(self.delay_s)
                while self.is_silent and not self._stopped.wait(0.01):
                    pass
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    """Return a proxy before a port of this machine."""
    proxy = Proxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
