"""Media in an S3 bucket: originals private, renditions for everybody under random names."""

import re
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import IO, Any, TypeVar
from urllib.parse import urljoin

import obstore
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from django.utils.functional import cached_property
from django_tasks import task
from obstore.exceptions import BaseError, InvalidPathError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from .failures.circuit_breaker import Rest
from .failures.unavailable import MediaAway
from .media import PRIVATE, PUBLIC, PUBLIC_FOLDER, is_public

T = TypeVar("T")

REST_S = 5
CONNECT_S, REQUEST_S = timedelta(seconds=2), timedelta(seconds=8)  # a request whole, its body included
# Once more where it failed at once; one that was waited for is not tried again.
RETRIES: Any = {
    "max_retries": 1,
    "retry_timeout": timedelta(seconds=5),
    "backoff": {"init_backoff": timedelta(seconds=0.1), "max_backoff": timedelta(seconds=0.5), "base": 2},
}
# What anybody may ask for must not reach the store unless it could be there.
_RENDITION = re.compile(rf"{PUBLIC_FOLDER}/[\w-]{{1,64}}\.[a-z]{{1,5}}", re.ASCII)
_MAX_NAME = 255


@deconstructible
class Bucket(Storage):
    """The storage of `settings.GALLEY_S3`. Raises MediaAway where it does not answer, or refuses us.

    An object is there whole or not at all. After a failure nobody asks for some seconds, so that a page of
    many pictures does not wait for each of them.
    """

    rest = Rest(REST_S)

    @cached_property
    def _store(self) -> S3Store:
        config: dict[str, Any] = {name: value for name, value in settings.GALLEY_S3.items() if value}
        config.pop("public_url", None)
        options: Any = {"connect_timeout": CONNECT_S, "timeout": REQUEST_S, "allow_http": True}
        return S3Store(**config, client_options=options, retry_config=RETRIES)

    def url(self, name: str | None) -> str:
        """Return public address of a rendition, where there is one; all else is asked of `cms.core.media`.

        That of "" is where renditions are found.
        """
        name, public = name or "", settings.GALLEY_S3["public_url"]
        base = f"{public}/" if public and (is_public(name) or not name) else settings.MEDIA_URL
        return urljoin(base, filepath_to_uri(name) or "")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a name that nobody else gets: what is there can't be asked for without a race."""
        path = PurePosixPath(name)
        if is_public(name):
            return name
        folder = path.parent / secrets.token_urlsafe(9)
        room = (max_length or _MAX_NAME) - len(str(folder)) - 1 - len(path.suffix)
        return str(folder / f"{path.stem[:room]}{path.suffix}")

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Store a file, and give its name; one that `media.send_ahead` has stored is there already."""
        return getattr(content, "sent_as", None) or super().save(name, content, max_length)

    def exists(self, name: str) -> bool:
        """Whether there is an object of this name."""
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Return the number of bytes."""
        return int(self._ask(lambda: obstore.head(self._store, name)["size"]))

    def names(self) -> Iterator[str]:
        """Return the names of all objects, in no order."""
        pages = obstore.list(self._store, chunk_size=1000)
        while page := self._ask(lambda: next(pages, None)):
            yield from (found["path"] for found in page)

    def delete(self, name: str) -> None:
        """Delete an object now, or by the worker where the store is away: it must not stay public."""
        try:
            self.delete_now(name)
        except MediaAway:
            delete_soon.enqueue(name)

    def delete_now(self, name: str) -> None:
        """Delete an object, if it is there."""
        self._ask(lambda: obstore.delete(self._store, name))

    def _open(self, name: str, _mode: str = "rb") -> "File[Any]":
        could_be = _RENDITION.fullmatch(name) if is_public(name) else len(name) <= _MAX_NAME
        if not could_be:
            raise FileNotFoundError(name)
        return ContentFile(self._ask(lambda: bytes(obstore.get(self._store, name).bytes())), name=name)

    def _save(self, name: str, content: IO[bytes]) -> str:
        """Send it in one request: of one that ends half-way nothing is kept."""
        content.seek(0)
        data = content.read()
        attributes: Any = {
            "Content-Type": guess_type(name)[0] or "application/octet-stream",
            "Cache-Control": PUBLIC if is_public(name) else PRIVATE,
        }
        self._ask(lambda: obstore.put(self._store, name, data, attributes=attributes, use_multipart=False))
        return name

    def _ask(self, work: Callable[[], T]) -> T:
        if self.rest.is_on:
            raise MediaAway("the store of pictures rests")
        try:
            return work()
        except (FileNotFoundError, InvalidPathError) as error:
            raise FileNotFoundError from error
        except BaseError as error:
            # Refused is not slow; and S3 refuses what is not there to a login that may not list, so that
            # anybody who asks for what is not there could keep pictures from all.
            if not isinstance(error, PermissionDeniedError | UnauthenticatedError):
                self.rest.begin("media_away", error)
            # Without its words: they are long, and name files.
            raise MediaAway(f"the store of pictures failed ({type(error).__name__})") from None


@task(backend="queue")
def delete_soon(name: str) -> None:
    """Delete an object that could not be deleted when it should; the queue tries again."""
    Bucket().delete_now(name)
