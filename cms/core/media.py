"""Serves media: renditions to everybody, originals to the newsroom only, and nothing else."""

import posixpath
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDER = "r"
NEWSROOM_FOLDERS = frozenset({"original_images", "avatar_images"})  # Wagtail's documents are in none of them
# Whatever an upload holds besides its picture, nobody's browser runs it.
INERT = "default-src 'none'; sandbox"
YEAR_S = 365 * 24 * 60 * 60
# Renditions have random names, never used again, so caches may keep them.
PUBLIC = f"public, max-age={YEAR_S}, immutable"
PRIVATE = "private, no-store"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a file of the default storage; what is not public is there for people with admin access only."""
    # `serve` resolves `r/../original_images/…`, so that what we judge must be what it opens.
    if posixpath.normpath(path) != path:
        raise Http404
    if not (is_public(path) or _may_have(request, path)):
        raise Http404
    response = _local(request, path) if is_local() else _fetched(path)
    response["Cache-Control"] = PUBLIC if is_public(path) else PRIVATE
    response["Content-Security-Policy"] = INERT
    return response


def is_public(name: str) -> bool:
    """Whether everybody may have the file of this name."""
    return PurePosixPath(name).parts[:1] == (PUBLIC_FOLDER,)


def _may_have(request: HttpRequest, path: str) -> bool:
    folder = path.partition("/")[0]
    return folder in NEWSROOM_FOLDERS and bool(request.user.has_perm("wagtailadmin.access_admin"))


def is_local() -> bool:
    """Whether media are files of this machine."""
    return isinstance(storages["default"], FileSystemStorage)


def send_ahead(field_file: FieldFile, file: Any) -> None:
    """Store a new file before its row is saved, where media are far away; raise MediaAway if that fails."""
    if not is_local():
        name = field_file.field.generate_filename(field_file.instance, file.name)
        file.sent_as = default_storage.save(name, file, max_length=field_file.field.max_length)


def _local(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # a name that the file system can't hold
        raise Http404 from error


def _fetched(path: str) -> HttpResponse:
    """Return it once it is here whole: an answer that has begun can't say any more that the store is away."""
    try:
        with default_storage.open(path) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=guess_type(path)[0] or "application/octet-stream")
