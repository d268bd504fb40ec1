"""Which addresses may be called: public ones alone, looked up once, and called as they were looked up."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, Queue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

Resolve = Callable[[str, int], list[str]]
_PUBLIC_V6 = IPv6Network("2000::/3")  # what is assigned as global unicast (RFC 4291 §2.4)
# Inside it, and yet a way to IPv4 addresses: 6to4 (RFC 3056). Teredo is in 2001::/23, which is not global.
_TUNNELS = (IPv6Network("2002::/16"),)
LOOK_UP_S = 5.0
MAX_URL = 500
PORTS = {"https": 443, "http": 80}


class BadAddress(ValueError):  # noqa: N818
    """An address that is not called; the text says why, for people."""


@dataclass(frozen=True)
class Target:
    """Where to connect: `ip` was looked up and checked, `host` is what the certificate must name."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """Return the `Host` header, without a scheme's own port."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def look_up(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host; raise BadAddress if there are none, or none within `LOOK_UP_S`."""
    # The system's own look-up takes no deadline; one that hangs is left behind in its thread.
    answer: Queue[Any] = Queue()
    Thread(target=_ask, args=(host, port, answer), daemon=True, name="look-up").start()
    try:
        found = answer.get(timeout=LOOK_UP_S)
    except Empty:
        raise BadAddress(_("{host} was not found in time.").format(host=host)) from None
    if isinstance(found, Exception):
        raise BadAddress(_("{host} can't be found.").format(host=host)) from found
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def _ask(host: str, port: int, answer: "Queue[Any]") -> None:
    try:
        answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError) as error:
        answer.put(error)


def target_of(url: str, *, resolve: Resolve = look_up) -> Target:
    """Return where a request to `url` goes; raise BadAddress where it may not go.

    Whatever form a host has (decimal, octal, a name), what counts is the addresses that it stands for: all
    must be public. `GALLEY_WEBHOOKS_LOCAL` allows loopback, and HTTP, for development.
    """
    parts, port = _parts(url)
    host = parts.hostname or ""
    ips = resolve(host, port)
    for ip in ips:
        if not is_allowed(ip):
            raise BadAddress(_("{host} is not a public address.").format(host=host))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, ips[0], port, path)


def is_allowed(text: str) -> bool:
    """Whether an IP address may be called: a public one, or loopback where the settings say so."""
    ip = ip_address(text.partition("%")[0])
    if settings.GALLEY_WEBHOOKS_LOCAL and ip.is_loopback:
        return True
    return is_public(ip)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the public internet's, and no way to another one."""
    if isinstance(ip, IPv6Address) and (ip not in _PUBLIC_V6 or any(ip in tunnel for tunnel in _TUNNELS)):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _parts(url: str) -> tuple[Any, int]:
    if len(url) > MAX_URL or not url.isascii() or any(c in url for c in " \t\r\n\\") or not url.isprintable():
        raise BadAddress(_("Write the address in plain ASCII, without spaces."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(_("This is not a web address.")) from error
    schemes = {"https", "http"} if settings.GALLEY_WEBHOOKS_LOCAL else {"https"}
    if parts.scheme not in schemes or not parts.hostname:
        raise BadAddress(_("The address must begin with https:// and name a host."))
    if parts.username is not None or parts.password is not None:
        raise BadAddress(_("Leave user and password out: events are signed."))
    if parts.fragment:
        raise BadAddress(_("Leave out the part after the #: it is not sent."))
    return parts, port or PORTS[parts.scheme]
