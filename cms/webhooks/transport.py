"""One request to one endpoint: bounded in time and size, to the address that was checked, no redirects."""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from time import monotonic

from .addresses import BadAddress, Target, target_of

CONNECT_S = 5.0
IN_ALL_S = 15.0
READ_BYTES = 64 * 1024
GOOD = range(200, 300)


@dataclass(frozen=True)
class Outcome:
    """What came of a request: a status, or why there is none; how long it took; what `Retry-After` said."""

    status: int | None
    error: str
    duration_ms: int
    retry_after: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the receiver has taken it."""
        return self.status in GOOD


def send(url: str, body: bytes, headers: Mapping[str, str], *, in_all_s: float = IN_ALL_S) -> Outcome:
    """POST `body`; whatever goes wrong is an Outcome. The address is looked up and checked each time."""
    began = monotonic()
    status, error, retry_after = None, "", ""
    try:
        answer = _exchange(target_of(url), body, headers, in_all_s=in_all_s)
        status, retry_after = answer.status, answer.headers.get("Retry-After", "")
    except BadAddress as refused:
        error = str(refused)
    except ssl.SSLError as failed:
        error = f"TLS: {failed.reason or 'failed'}"
    except TimeoutError:
        error = "No answer in time."
    except (OSError, HTTPException, ValueError) as failed:
        error = f"{type(failed).__name__}: {failed}"
    return Outcome(status, error[:200], round((monotonic() - began) * 1000), retry_after[:100])


def _exchange(target: Target, body: bytes, headers: Mapping[str, str], *, in_all_s: float) -> HTTPResponse:
    deadline = monotonic() + in_all_s
    connected = _connect(target)
    # A receiver that sends a byte now and then passes every timeout of its own: this one ends all.
    alarm = Timer(max(deadline - monotonic(), 0), _hang_up, [connected])
    alarm.daemon = True
    alarm.start()
    connection = HTTPConnection(target.host)
    connection.sock = connected
    try:
        connected.settimeout(max(deadline - monotonic(), 0.001))
        if isinstance(connected, ssl.SSLSocket):
            connected.do_handshake()
        connection.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": target.host_header, "Content-Length": str(len(body)), **headers}.items():
            connection.putheader(name, value)
        connection.putheader("Connection", "close")
        connection.endheaders(body)
        answer = connection.getresponse()
        if monotonic() >= deadline:
            raise TimeoutError  # its headers end where we hung up
        with suppress(OSError, HTTPException):
            answer.read(READ_BYTES)  # so that the receiver can end; what it says does not matter
        return answer
    except (OSError, HTTPException) as error:
        if monotonic() >= deadline:
            raise TimeoutError from error
        raise
    finally:
        alarm.cancel()
        connection.close()


def _connect(target: Target) -> socket.socket:
    connected = socket.create_connection((target.ip, target.port), timeout=CONNECT_S)
    if target.scheme == "http":
        return connected
    try:
        context = ssl.create_default_context()
        # The handshake comes under the alarm, which needs the socket first.
        return context.wrap_socket(connected, server_hostname=target.host, do_handshake_on_connect=False)
    except BaseException:
        connected.close()
        raise


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
