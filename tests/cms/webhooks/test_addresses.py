"""Which addresses are called: no form of a private one is, when it is saved or when it is sent to."""

import socket
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from cms.webhooks.addresses import BadAddress, look_up, target_of
from cms.webhooks.transport import send

# Each stands for this machine, for a network behind a wall, or for nothing that a request may go to.
HOSTS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0x7f.1",
    "0",
    "0.0.0.0",  # noqa: S104
    "localhost",
    "LOCALHOST",
    "localhost.",
    "10.0.0.1",
    "10.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.1",
    "3232235521",
    "0xc0.0xa8.0.1",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:169.254.169.254]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[100::1]",
]
FORMS = [
    "https://user@127.0.0.1/",
    "https://user:password@example.org/",
    "https://example.org#@127.0.0.1/",
    "https://example.org\\@127.0.0.1/",
    "https://127.0.0.1%2f@example.org/",
    "http://example.org/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "//127.0.0.1/",
    "https:127.0.0.1",
    "https://",
    "https:///path",
    "https://127。0。0。1/",
    "https://①②⑦.0.0.1/",
    "https://127.0.0.1:99999/",
    "https://exa mple.org/",
    "https://example.org/\r\nHost: 127.0.0.1",
    "https://[::1",
    "https://" + "a" * 600 + ".example/",
]


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """Return a listener on this machine that nobody may connect to."""
    with socket.create_server(("", 0)) as listener:
        listener.settimeout(0)
        yield listener


def addresses(port: int) -> list[str]:
    return [f"https://{host}:{port}/" for host in HOSTS] + [
        form.replace("127.0.0.1/", f"127.0.0.1:{port}/") for form in FORMS
    ]


def test_no_hostile_address_is_saved_or_called(canary: socket.socket, socket_enabled: None) -> None:
    found = addresses(canary.getsockname()[1])
    assert len(found) >= 60

    for address in found:
        with pytest.raises(BadAddress):
            target_of(address)
        outcome = send(address, b"{}", {})
        assert outcome.status is None
        assert outcome.error

    with pytest.raises(BlockingIOError):
        canary.accept()


def test_a_name_with_one_private_address_is_refused() -> None:
    with pytest.raises(BadAddress, match="not a public address"):
        target_of("https://news.example/", resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])


def test_a_name_that_changes_its_mind_is_called_where_it_was_checked() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])

    target = target_of("https://news.example:8443/hook?x=1", resolve=lambda *_: next(answers))

    assert (target.ip, target.port, target.path) == ("93.184.215.14", 8443, "/hook?x=1")
    assert target.host_header == "news.example:8443"
    with pytest.raises(BadAddress):  # and looked up again for the next attempt
        target_of("https://news.example:8443/", resolve=lambda *_: next(answers))


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_called(ip: str) -> None:
    assert target_of("https://news.example/", resolve=lambda *_: [ip]).ip == ip


def test_this_machine_is_called_only_where_the_settings_say_so(settings: Any) -> None:
    settings.GALLEY_WEBHOOKS_LOCAL = True

    assert target_of("http://127.0.0.1:1/").ip == "127.0.0.1"
    with pytest.raises(BadAddress):
        target_of("http://169.254.169.254/")


def test_a_look_up_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = Event()
    monkeypatch.setattr("cms.webhooks.addresses.LOOK_UP_S", 0.05)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: is_over.wait() or [])

    with pytest.raises(BadAddress, match="not found in time"):
        look_up("slow.example", 443)

    is_over.set()
