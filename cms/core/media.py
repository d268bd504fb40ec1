"""Serves local media: renditions to everybody, originals to the newsroom only, and nothing else."""

import posixpath
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDER = "r"
NEWSROOM_FOLDERS = frozenset({"original_images", "avatar_images"})  # Wagtail's documents are in none of them
# Whatever an upload holds besides its picture, nobody's browser runs it.
INERT = "default-src 'none'; sandbox"
YEAR_S = 365 * 24 * 60 * 60


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give a file under MEDIA_ROOT; renditions have random names, never reused, so caches may keep them."""
    # `serve` resolves `r/../original_images/…`, so that what we judge must be what it opens.
    if posixpath.normpath(path) != path:
        raise Http404
    folder, *_ = PurePosixPath(path).parts or ("",)
    is_public = folder == PUBLIC_FOLDER
    if not is_public and folder not in NEWSROOM_FOLDERS:
        raise Http404
    if not is_public and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # a name that the file system can't hold
        raise Http404 from error
    response["Cache-Control"] = f"public, max-age={YEAR_S}, immutable" if is_public else "private, no-store"
    response["Content-Security-Policy"] = INERT
    return response
