"""One request: bounded in time and size, whatever the receiver does."""

import gzip
import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from cms.webhooks.transport import send

from .receiver import HOST, Request, receiving, status


@pytest.fixture(autouse=True)
def local(settings: Any) -> None:
    settings.GALLEY_WEBHOOKS_LOCAL = True


def test_a_request_arrives_as_it_was_sent() -> None:
    with receiving() as receiver:
        outcome = send(f"{receiver.url}?a=b", b'{"id":1}', {"webhook-id": "evt_1"})

    assert (outcome.status, outcome.error, outcome.is_good) == (204, "", True)
    [(headers, body)] = receiver.got
    assert body == '{"id":1}'
    assert headers["webhook-id"] == "evt_1"
    assert headers["Host"] == f"{HOST}:{receiver.port}"


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_no_redirect_is_followed(code: int) -> None:
    with receiving() as elsewhere, receiving(status(code, Location=elsewhere.url)) as receiver:
        outcome = send(receiver.url, b"{}", {})

    assert outcome.status == code
    assert not outcome.is_good
    assert elsewhere.got == []


def test_what_a_receiver_asks_for_is_handed_on() -> None:
    with receiving(status(429, Retry_After="120")) as receiver:
        assert send(receiver.url, b"{}", {}).retry_after == "120"


def _endless(request: Request) -> None:
    request.send_response(200)
    request.end_headers()
    request.close_connection = True
    for _ in range(100_000):
        request.wfile.write(b"x" * 10_000)


def _bomb(request: Request) -> None:
    body = gzip.compress(b"0" * 50_000_000)
    request.send_response(200)
    request.send_header("Content-Encoding", "gzip")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def _reset(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"half")
    request.wfile.flush()
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    request.connection.close()


@pytest.mark.parametrize("answer", [_endless, _bomb, _reset])
def test_what_comes_after_the_status_does_not_matter(answer: Callable[[Request], None]) -> None:
    with receiving(answer) as receiver:
        outcome = send(receiver.url, b"{}", {})

    assert outcome.status == 200
    assert outcome.duration_ms < 5000


def _drip(request: Request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(100):
        request.wfile.write(b"X: y\r\n")
        request.wfile.flush()
        sleep(0.05)


def _silence(request: Request) -> None:
    sleep(1)
    request.close_connection = True


@pytest.mark.parametrize("answer", [_drip, _silence])
def test_a_slow_receiver_is_given_up_in_time(answer: Callable[[Request], None]) -> None:
    with receiving(answer) as receiver:
        began = monotonic()
        outcome = send(receiver.url, b"{}", {}, in_all_s=0.3)
        took = monotonic() - began

    assert outcome.error == "No answer in time."
    assert took < 1


def test_a_receiver_that_is_not_there_is_an_outcome() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]

    assert "ConnectionRefusedError" in send(f"http://{HOST}:{port}/", b"{}", {}).error


def test_what_is_no_http_is_an_outcome() -> None:
    with receiving(lambda request: request.wfile.write(b"220 mail ESMTP\r\n\r\n")) as receiver:
        outcome = send(receiver.url, b"{}", {})

    assert outcome.status is None
    assert outcome.error


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context = _self_signed(tmp_path)
    with receiving(tls=context) as receiver:
        outcome = send(receiver.url, b"{}", {})

    assert outcome.status is None
    assert outcome.error.startswith("TLS: ")
    assert receiver.got == []


def _self_signed(folder: Path) -> ssl.SSLContext:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *made, *files], check=True, capture_output=True)  # noqa: S603, S607
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
