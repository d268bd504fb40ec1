"""nginx with `proxy_cache` before the server keeps what is public, and never a byte of a draft."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.databases import empty_database
from tests.server import HOST, demo, free_port, run, serving, wait_for

SHARE = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from cms.core import clock
from cms.preview import grants
from news.models import StoryPage
draft = StoryPage.objects.filter(live=False).first()
user = get_user_model().objects.get(username="publisher")
grant = grants.share(draft.latest_revision, user=user, until=clock.now() + timedelta(days=1))
print(draft.pk, StoryPage.objects.live().first().pk, grants.token_of(grant), draft.title, sep="|")
"""
TAKE_BACK = """
from cms.preview import grants
from cms.preview.models import PreviewGrant
grant = PreviewGrant.objects.get()
grants.revoke(grant, user=grant.user)
"""
CONFIGURATION = """
{user}
daemon off;
pid {folder}/pid;
error_log stderr error;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=public:1m;
  server {{
    listen {host}:{port};
    location / {{
      proxy_pass http://{host}:{server};
      proxy_set_header Host {host}:{server};
      proxy_cache public;
      add_header X-Cache $upstream_cache_status always;
    }}
  }}
}}
"""


NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""


@contextmanager
def cached(server: int, folder: Path) -> Iterator[int]:
    """Give the port of an nginx that caches what the server on port `server` lets it."""
    port, user = free_port(), "user root;" if os.geteuid() == 0 else ""
    configuration = CONFIGURATION.format(host=HOST, port=port, server=server, folder=folder, user=user)
    (folder / "nginx.conf").write_text(configuration)
    process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"])  # noqa: S603
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask(port: int, path: str, token: str = "", form: str = "") -> tuple[HTTPResponse, str]:
    """Give the answer, and its body."""
    connection = HTTPConnection(HOST, port, timeout=20)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST" if form else "GET", path, body=form or None, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


@pytest.mark.slow
@pytest.mark.skipif(not NGINX, reason="nginx is not here")
def test_a_shared_cache_keeps_what_is_public_and_no_draft(tmp_path: Path) -> None:
    server = free_port()
    with (
        empty_database(tmp_path) as url,
        demo(server, database_url=url) as newsroom,
        serving("cms.wsgi", server, environment := newsroom | {"GALLEY_SHARED_CACHE_SECONDS": "60"}),
        cached(server, tmp_path) as port,
    ):
        draft, live, token, title = (
            run(["manage.py", "shell", "-v0", "-c", SHARE], environment).strip().split("|")
        )

        kept = [ask(port, f"/api/v2/pages/{live}/")[0].headers["X-Cache"] for _ in range(2)]
        shown = [ask(port, "/api/v2/preview/", token) for _ in range(2)]
        drawn = [ask(port, "/preview/", form=f"token={token}")[1] for _ in range(2)]
        refused = [ask(port, "/api/v2/preview/")[0], ask(port, f"/api/v2/pages/{draft}/", token)[0]]
        asking = ask(port, "/preview/")[1]
        run(["manage.py", "shell", "-v0", "-c", TAKE_BACK], environment)
        late, said = ask(port, "/api/v2/preview/", token)

        assert kept == ["MISS", "HIT"]
        assert [(answer.status, answer.headers["X-Cache"], title in body) for answer, body in shown] == [
            (200, "MISS", True)
        ] * 2
        assert all(title in text for text in drawn)
        assert [answer.status for answer in refused] == [404, 404]
        assert late.status == 404
        assert title not in asking + said
        files = [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
        assert len(files) == 1
        assert title.encode() not in b"".join(files)
