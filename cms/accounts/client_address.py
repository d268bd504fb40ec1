"""Where a request comes from: the address of the visitor, not that of the proxy before this server."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

NETWORK_BITS = 64  # who has one IPv6 address has a whole network of them
UNKNOWN = "unknown"


def address_of(request: HttpRequest) -> str:
    """Return the visitor's IPv4 address or IPv6 network; `unknown` without any, as behind a Unix socket.

    Each proxy appends whom it answers to `X-Forwarded-For`: with `GALLEY_PROXIES` of them in front, the
    so-many-th from the right is the visitor, and what stands before it is what the visitor claims.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.GALLEY_PROXIES or 0
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    visitor = forwarded[-proxies] if 0 < proxies <= len(forwarded) else ""
    return _network(visitor) or _network(peer) or UNKNOWN


def _network(text: str) -> str:
    try:
        address: IPv4Address | IPv6Address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> NETWORK_BITS << NETWORK_BITS))
