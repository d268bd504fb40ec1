"""A cache that all processes share saves time, and nothing waits for it or fails without it."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.test import Client
from pydantic import ValidationError
from wagtail.models import Site

from cms.core.shared_cache import SharedCache
from cms.settings import base
from cms.settings.env import Environment
from tests.newsroom import Newsroom
from tests.newsroom_api import Api
from tests.services.proxies import Proxy, proxy_to
from tests.services.server import HOST, free_port
from tests.services.valkey import needs_valkey, own_valkey

AT_MOST_S = 5  # of a page on a busy machine
Ask = Callable[[], HttpResponse]


@pytest.fixture(scope="module")
def valkey() -> Iterator[Any]:
    with own_valkey(free_port()) as server:
        yield server


@pytest.fixture
def proxy(valkey: Any, settings: Any) -> Iterator[Proxy]:
    """Return what stands before a running Valkey that this process has as its cache."""
    with proxy_to(valkey.port) as found:
        settings.CACHES = base.caches(f"redis://{HOST}:{found.port}/0")
        SharedCache.rest.end()
        cache.clear()
        caches["default"]._own.clear()
        yield found
        SharedCache.rest.end()
        SharedCache.is_away = False


def away(proxy: Proxy) -> None:
    proxy.close()


def silent(proxy: Proxy) -> None:
    proxy.is_silent = True


def slow(proxy: Proxy) -> None:
    proxy.delay_s = 0.4


broken = pytest.mark.parametrize("breaks", [away, silent, slow])


@needs_valkey
def test_what_one_process_keeps_another_finds(proxy: Proxy, valkey: Any) -> None:
    cache.set("a", [1, "b"], 60)

    assert valkey.client().keys() == [b"galley:1:a"]
    caches["default"]._own.clear()
    assert (cache.get("a"), cache.get_many(["a", "none"])) == ([1, "b"], {"a": [1, "b"]})


@needs_valkey
@broken
def test_without_it_this_process_remembers_by_itself(proxy: Proxy, breaks: Callable[[Proxy], None]) -> None:
    cache.set("a", 1)

    breaks(proxy)

    assert cache.get("a", "none") == "none"
    cache.set("a", 2)
    assert (cache.get("a"), cache.incr("a"), cache.add("a", 4), cache.touch("a")) == (2, 3, False, True)
    assert (cache.delete("a"), cache.get_many(["a"]), cache.has_key("a")) == (True, {}, False)


@needs_valkey
def test_it_is_asked_once_and_then_left_alone_for_a_while(proxy: Proxy) -> None:
    cache.get("a")
    silent(proxy)

    start = time.monotonic()
    for _ in range(100):
        cache.get("a")

    assert time.monotonic() - start < AT_MOST_S
    assert SharedCache.rest.is_on


@needs_valkey
def test_when_it_is_back_it_counts_and_what_was_remembered_meanwhile_is_forgotten(proxy: Proxy) -> None:
    cache.set("a", "shared")
    proxy.is_silent = True
    cache.get("a")
    cache.set("a", "own")

    proxy.is_silent = False
    SharedCache.rest.end()

    assert cache.get("a") == "shared"
    assert caches["default"]._own.get("a") is None


@needs_valkey
def test_a_restarted_server_is_found_again(valkey: Any, settings: Any) -> None:
    settings.CACHES = base.caches(f"redis://{HOST}:{valkey.port}/0")
    SharedCache.rest.end()
    cache.set("a", 1)

    valkey.stop()
    assert cache.get("a") is None
    valkey.start()
    SharedCache.rest.end()

    cache.set("a", 2)
    assert valkey.client().get("galley:1:a") == b"2"


@needs_valkey
@pytest.mark.parametrize("breaks", [silent, *(pytest.param(b, marks=pytest.mark.slow) for b in (away, slow))])
def test_every_page_answers_well_and_in_time(
    newsroom: Newsroom,
    proxy: Proxy,
    settings: Any,
    breaks: Callable[[Proxy], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.GALLEY_API_RATE = "4/min"
    page, other = newsroom.live(hero=[], no_picture=True), newsroom.draft(slug="other")
    writer, api = Client(), Api(newsroom.writer)
    writer.force_login(newsroom.writer)
    draft = {"title": "A harbour opens", "meta": {"type": "news.BriefPage", "parent_id": newsroom.news.pk}}
    public = {"SERVER_NAME": "example.org"}
    asked: dict[str, Ask] = {
        "list": lambda: Client().get("/api/v2/pages/", **public),
        "detail": lambda: Client().get(f"/api/v2/pages/{page.pk}/", **public),
        "find": lambda: Client().get(f"/api/v2/pages/find/?id={page.pk}", **public),
        "reader": lambda: Client().get(page.get_url(), **public),
        "login": lambda: Client().post("/admin/login/", {"username": "nobody", "password": "no"}),
        "dashboard": lambda: writer.get("/admin/"),
        "editor": lambda: writer.get(f"/admin/pages/{other.pk}/edit/"),
        "pictures": lambda: writer.get("/admin/images/"),
        "save": lambda: api.post("pages/", draft),
    }
    expected = {**dict.fromkeys(asked, 200), "find": 302, "save": 201}
    assert {name: ask().status_code for name, ask in asked.items()} == expected

    breaks(proxy)

    for name, ask in asked.items():
        Site.clear_site_root_paths_cache()
        start = time.monotonic()
        assert ask().status_code == expected[name], name
        assert time.monotonic() - start < AT_MOST_S, name
    # It was asked once, or once more where the machine took longer than the rest.
    assert 1 <= [record.message for record in caplog.records].count("shared_cache_away") <= 2
    # The rate of a token is counted by this process alone meanwhile.
    assert [api.get("pages/").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_without_an_address_each_process_has_its_own_memory() -> None:
    assert base.caches("") == {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.mark.parametrize("url", ["host:6379", "http://host", "valkey"])
def test_an_address_of_something_else_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CACHE_URL", url)

    with pytest.raises(ValidationError, match="redis://host:6379/0"):
        Environment()
