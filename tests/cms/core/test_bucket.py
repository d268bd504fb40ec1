"""Media in an S3 bucket: what is where, who may have it, and what goes on while it is away.

What needs a real server is slow, since SeaweedFS takes seconds to start; a closed port and a server that
fails need none.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any

import obstore
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image as PillowImage
from pydantic import ValidationError
from wagtail.models import Collection

from cms.core.bucket import Bucket
from cms.core.failures import unavailable
from cms.core.failures.unavailable import MediaAway
from cms.delivery.store import build_stamp
from cms.moderation.review import decisions
from cms.operations import queue
from cms.operations.backups import manifests
from cms.settings.env import Environment
from home.reader.content_security_policy import policy
from news import renditions
from news.models import NewsImage
from tests.newsroom import Newsroom, picture_file
from tests.newsroom_api import Api
from tests.queues import finish_queue
from tests.services.proxies import proxy_to
from tests.services.s3 import BUCKET, KEY, SECRET, OwnS3, answering_500, in_bucket, needs_s3, own_s3
from tests.services.server import HOST, free_port

PUBLIC_URL = "https://media.example.org"
AT_MOST_S = 15  # one request's deadline, and what a busy machine adds
AWAY = "Pictures can&#x27;t be stored right now. Try again in a moment."


def real(test: Any) -> Any:
    """Mark a test that takes a server."""
    return pytest.mark.slow(needs_s3(test))


# --- Without a server ------------------------------------------------------------------------------------


@pytest.fixture(params=["stopped", "failing"])
def away(request: Any, settings: Any) -> Iterator[None]:
    """Let the store be away; use it after the fixtures that need pictures."""
    if request.param == "stopped":
        with in_bucket(settings, free_port()):
            yield
    else:
        with answering_500() as port, in_bucket(settings, port):
            yield


@pytest.fixture
def picture(newsroom: Newsroom) -> NewsImage:
    """Return a picture from before the store went away; doors that upload note the hash of its file."""
    image = newsroom.image()
    image.get_file_hash()
    return image


def png() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", picture_file().file.read(), "image/png")


def uploads(client: Client, collection: int) -> Mapping[str, Callable[[], Any]]:
    script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    plain = {"title": "New", "tags": "", "collection": collection}
    chosen = {f"image-chooser-upload-{name}": value for name, value in plain.items()}
    return {
        "images/add/": lambda: client.post("/admin/images/add/", plain | {"file": png()}),
        "images/multiple/add/": lambda: client.post(
            "/admin/images/multiple/add/", plain | {"files[]": png()}, **script
        ),
        "images/chooser/create/": lambda: client.post(
            "/admin/images/chooser/create/", chosen | {"image-chooser-upload-file": png()}, **script
        ),
    }


def said(answer: Any) -> str:
    body = answer.content.decode()
    return json.dumps(json.loads(body)).replace("'", "&#x27;") if body.startswith("{") else body


def test_an_upload_is_a_problem_at_its_field_and_leaves_no_row(
    newsroom: Newsroom, picture: NewsImage, away: None, client: Client
) -> None:
    client.force_login(newsroom.writer)

    for door, upload in uploads(client, picture.collection_id).items():
        answer = upload()
        assert (answer.status_code, AWAY in said(answer)) == (200, True), door

    assert list(NewsImage.objects.all()) == [picture]


def test_a_program_is_told_the_same(newsroom: Newsroom, picture: NewsImage, away: None) -> None:
    api = Api(newsroom.writer)
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {api.text}"}

    answer = api.client.post("/api/v3/images/", {"title": "New", "file": png()}, **bearer)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert "Try again in a moment" in answer.content.decode()
    assert list(NewsImage.objects.all()) == [picture]


def test_the_desk_goes_on(newsroom: Newsroom, picture: NewsImage, away: None, client: Client) -> None:
    client.force_login(newsroom.publisher)
    with_picture = newsroom.draft(hero=[("figure", newsroom.figure(image=picture))])
    picture.renditions.all().delete()

    for path in ("images/", "images/chooser/", f"images/{picture.pk}/", f"pages/{with_picture.pk}/edit/"):
        assert client.get(f"/admin/{path}").status_code == 200, path
    words = {"title": "Other words", "tags": "", "collection": picture.collection_id}
    assert client.post(f"/admin/images/{picture.pk}/", words).status_code == 302
    assert NewsImage.objects.get().title == "Other words"


def test_text_is_published_and_read(
    newsroom: Newsroom, picture: NewsImage, away: None, reader: Client
) -> None:
    plain = newsroom.draft(slug="plain", hero=[], no_picture=True)
    drawn = newsroom.draft(slug="drawn", hero=[("figure", newsroom.figure(image=picture))])

    for page in (plain, drawn):
        newsroom.publish(page)
        assert reader.get(f"/api/v2/pages/{page.pk}/").status_code == 200
        assert reader.get(f"/news/{page.slug}/").status_code == 200


def test_a_story_whose_pictures_are_not_ready_waits_and_is_not_half_published(
    newsroom: Newsroom, picture: NewsImage, away: None, client: Client
) -> None:
    page = newsroom.draft(hero=[("figure", newsroom.figure(image=picture))])
    decisions.submit(page, user=newsroom.writer)
    newsroom.approve(page, newsroom.reviewer)
    picture.renditions.all().delete()
    client.force_login(newsroom.publisher)
    client.raise_request_exception = False

    shown = client.get(f"/admin/review/{page.pk}/").context
    form = {"action": "approve", "seal": shown["seal"], "state": shown["state"].pk}
    with transaction.atomic():  # as the request has none around it
        answer = client.post(f"/admin/review/{page.pk}/", form)
        transaction.set_rollback(True)

    page.refresh_from_db()
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert unavailable.MEDIA_DETAIL in answer.content.decode()
    assert page.live is False


def test_an_original_says_that_the_store_is_away(
    newsroom: Newsroom, picture: NewsImage, away: None, client: Client
) -> None:
    client.force_login(newsroom.writer)
    client.raise_request_exception = False

    answer = client.get(f"/media/{picture.file.name}")

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert unavailable.MEDIA_DETAIL in answer.content.decode()


def test_deleting_waits_for_the_store(
    picture: NewsImage, away: None, django_capture_on_commit_callbacks: Any
) -> None:
    names = {picture.file.name, *picture.renditions.values_list("file", flat=True)}

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()

    assert {row.args_kwargs["args"][0] for row in queue.waiting()} == names
    Bucket.rest.end()
    queue.run_one()
    assert queue.waiting().count() == len(names)


def test_a_store_that_failed_rests(away: None) -> None:
    with pytest.raises(MediaAway, match="failed"):
        default_storage.open("original_images/a.png")

    with pytest.raises(MediaAway, match="rests"):
        default_storage.open("original_images/a.png")


@pytest.mark.parametrize(
    "name",
    ["r/a b.webp", "r/a/b.webp", "r/a.webp/", "r/" + "a" * 65 + ".webp", "r/a", "r/%00.webp", "r/ä.webp"],
)
def test_what_can_be_no_rendition_is_not_asked_for(
    reader: Client, db: None, settings: Any, name: str
) -> None:
    with in_bucket(settings, free_port()):
        assert reader.get(f"/media/{name}").status_code == 404
        assert not Bucket.rest.is_on


def test_two_files_of_one_name_get_two(settings: Any) -> None:
    with in_bucket(settings, free_port()):
        names = [default_storage.get_available_name("original_images/a.png", 100) for _ in range(2)]
        long = default_storage.get_available_name(f"original_images/{'a' * 200}.png", 100)

    assert len({*names}) == 2
    assert all(name.startswith("original_images/") and name.endswith("/a.png") for name in names)
    assert (len(long), long[-4:]) == (100, ".png")


def test_renditions_have_a_public_address_of_their_own_where_there_is_one(settings: Any) -> None:
    with in_bucket(settings, free_port()):
        inside, stamp = default_storage.url("r/a.webp"), build_stamp()
    with in_bucket(settings, free_port(), public_url=PUBLIC_URL):
        assert default_storage.url("r/a.webp") == f"{PUBLIC_URL}/r/a.webp"
        assert default_storage.url("original_images/a b.png") == "/media/original_images/a%20b.png"
        assert f"img-src 'self' data: {PUBLIC_URL};" in policy()
        assert build_stamp() != stamp
    assert inside == "/media/r/a.webp"


def test_the_worker_makes_renditions_after_an_upload(newsroom: Newsroom, settings: Any) -> None:
    image = newsroom.image()
    with in_bucket(settings, free_port()):
        image.make_renditions()

    assert [row.args_kwargs["args"] for row in queue.waiting()] == [[[image.pk]]]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"GALLEY_S3_ENDPOINT": "http://s3"}, "GALLEY_S3_BUCKET is missing"),
        ({"GALLEY_S3_BUCKET": "b", "GALLEY_S3_ACCESS_KEY": "a"}, "both, or neither"),
        ({"GALLEY_S3_BUCKET": "b", "GALLEY_S3_PUBLIC_URL": "media"}, "valid URL"),
    ],
)
def test_settings_that_do_not_go_together_are_named(
    monkeypatch: pytest.MonkeyPatch, names: Mapping[str, str], message: str
) -> None:
    for name, value in names.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError, match=message):
        Environment()


# --- On a real one ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def s3() -> Iterator[OwnS3]:
    with own_s3() as server:
        yield server


@pytest.fixture
def bucket(s3: OwnS3, settings: Any) -> Iterator[OwnS3]:
    """Return the server in whose empty bucket media are."""
    for page in obstore.list(s3.store()):
        obstore.delete(s3.store(), [found["path"] for found in page])
    with in_bucket(settings, s3.port):
        yield s3


def names(server: OwnS3) -> set[str]:
    return {found["path"] for page in obstore.list(server.store()) for found in page}


def anonymous(server: OwnS3, name: str) -> int:
    connection = HTTPConnection(HOST, server.port, timeout=AT_MOST_S)
    try:
        connection.request("GET", f"/{BUCKET}/{name}")
        return connection.getresponse().status
    finally:
        connection.close()


def kept_for(server: OwnS3, name: str) -> Any:
    return obstore.get(server.store(), name).attributes


@real
def test_originals_are_private_and_renditions_for_everybody(
    bucket: OwnS3, newsroom: Newsroom, reader: Client
) -> None:
    image = newsroom.image()
    original, rendition = image.file.name, image.renditions.first().file.name

    assert names(bucket) == {original, *image.renditions.values_list("file", flat=True)}
    assert anonymous(bucket, original) == 403
    assert kept_for(bucket, original) == {"Content-Type": "image/png", "Cache-Control": "private, no-store"}
    public = {"Content-Type": "image/webp", "Cache-Control": "public, max-age=31536000, immutable"}
    assert kept_for(bucket, rendition) == public
    answer = reader.get(f"/media/{rendition}")
    assert answer.content == bytes(obstore.get(bucket.store(), rendition).bytes())
    assert {name: answer[name] for name in public} == public
    assert reader.get(f"/media/{original}").status_code == 404
    assert reader.get("/media/r/unknown.webp").status_code == 404
    reader.force_login(newsroom.writer)
    answer = reader.get(f"/media/{original}")
    assert (answer.content, answer["Cache-Control"]) == (picture_file().file.read(), "private, no-store")
    assert reader.get("/media/original_images/none.png").status_code == 404


@real
def test_public_documents_name_the_public_address(
    bucket: OwnS3, newsroom: Newsroom, reader: Client, settings: Any
) -> None:
    with in_bucket(settings, bucket.port, public_url=PUBLIC_URL):
        page = newsroom.live()
        shown = reader.get(f"/api/v2/pages/{page.pk}/").json()["hero"]["image"]["renditions"]["full"]

    name = shown["url"].removeprefix(f"{PUBLIC_URL}/")
    assert name in names(bucket)
    assert name.startswith("r/")


@real
def test_every_door_uploads_and_the_worker_makes_the_crops(
    bucket: OwnS3, newsroom: Newsroom, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(newsroom.writer)
    collection = Collection.get_first_root_node().pk

    for upload in uploads(client, collection).values():
        with django_capture_on_commit_callbacks(execute=True):
            assert upload().status_code in {200, 302}
    finish_queue()

    images = NewsImage.objects.order_by("pk")
    assert len({image.file.name for image in images}) == 3
    assert {image.file.name for image in images} <= names(bucket)
    assert renditions.find(images).keys() == {image.pk for image in images}


@real
def test_a_login_that_is_refused_keeps_nobody_waiting(bucket: OwnS3, settings: Any) -> None:
    name = default_storage.save("original_images/a.png", picture_file())

    with in_bucket(settings, bucket.port, secret_access_key="another"):
        with pytest.raises(MediaAway, match="PermissionDenied"):
            default_storage.open(name)
        assert not Bucket.rest.is_on


@real
def test_a_slow_store_is_waited_for_and_a_silent_one_is_not(
    bucket: OwnS3, newsroom: Newsroom, client: Client, settings: Any
) -> None:
    client.force_login(newsroom.writer)
    collection = Collection.get_first_root_node().pk

    with proxy_to(bucket.port) as proxy, in_bucket(settings, proxy.port):
        upload = uploads(client, collection)["images/multiple/add/"]
        proxy.delay_s = 0.5
        assert upload().json()["success"] is True
        proxy.is_silent = True
        start = time.monotonic()
        assert upload().json()["success"] is False
        assert time.monotonic() - start < AT_MOST_S
        assert client.get("/admin/images/").status_code == 200
        assert time.monotonic() - start < AT_MOST_S

    assert NewsImage.objects.count() == 1


@real
def test_an_upload_that_is_cut_leaves_neither_row_nor_object(
    bucket: OwnS3, newsroom: Newsroom, client: Client, settings: Any
) -> None:
    client.force_login(newsroom.writer)
    collection = Collection.get_first_root_node().pk
    noise = BytesIO()
    PillowImage.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3)).save(noise, "PNG")

    with proxy_to(bucket.port) as proxy, in_bucket(settings, proxy.port):
        proxy.cuts_after = 1_000_000
        form = {
            "title": "New",
            "collection": collection,
            "files[]": SimpleUploadedFile("a.png", noise.getvalue()),
        }
        script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        answer = client.post("/admin/images/multiple/add/", form, **script)

    assert answer.json()["success"] is False
    assert (NewsImage.objects.count(), names(bucket)) == (0, set())


@real
def test_what_was_deleted_meanwhile_goes_when_the_store_is_back(
    bucket: OwnS3, newsroom: Newsroom, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    image, other = newsroom.image(), newsroom.image()
    with in_bucket(settings, free_port()), django_capture_on_commit_callbacks(execute=True):
        image.delete()

    finish_queue()

    assert names(bucket) == {other.file.name, *other.renditions.values_list("file", flat=True)}


@real
def test_a_backup_names_what_is_in_the_bucket_and_a_restore_looks_for_it(s3: OwnS3, tmp_path: Path) -> None:
    def manage(folder: str, *arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
        bucket = {
            "GALLEY_S3_BUCKET": BUCKET,
            "GALLEY_S3_ENDPOINT": f"http://{HOST}:{s3.port}",
            "GALLEY_S3_ACCESS_KEY": KEY,
            "GALLEY_S3_SECRET_KEY": SECRET,
        }
        here = {"GALLEY_DATA_DIR": str(tmp_path / folder), "DATABASE_URL": ""}
        environment = os.environ | here | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
        environment |= {} if folder == "files" else bucket | changes
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603

    backup = str(tmp_path / "backup")
    assert manage("here", "-m", "tests.cms.operations.busy", "prepare").returncode == 0
    taken = manage("here", "manage.py", "backup", backup)
    restored = manage("there", "manage.py", "restore", backup)
    refused = manage("files", "manage.py", "restore", backup)
    manifest = manifests.read(Path(backup))
    obstore.delete(s3.store(), manifest.elsewhere[0])
    lost = manage("lost", "manage.py", "restore", backup)
    nowhere = f"http://{HOST}:{free_port()}"
    away = manage("here", "manage.py", "backup", f"{backup}-2", GALLEY_S3_ENDPOINT=nowhere)

    assert (manifest.bucket, len(manifest.elsewhere), manifest.media) == (BUCKET, 13, [])
    assert "13 media files are only in the bucket galley, all of them." in taken.stdout
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "set GALLEY_S3_BUCKET to it" in refused.stderr
    assert f"{manifest.elsewhere[0]} is not in the bucket" in lost.stdout
    assert "which does not answer: not checked" in away.stdout
