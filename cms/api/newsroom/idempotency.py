"""A POST that is sent twice under one Idempotency-Key is done once, and answered twice.

The answer is kept in the transaction that does the work: both are there, or neither. What was refused is not
kept, so that it can be mended and sent again under the same key.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from cms.api.models import StoredAnswer
from cms.core import clock
from cms.core.json import canonical
from cms.core.refusals import Refusal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_FOR = timedelta(hours=24)
MAX_KEY = 255
_KEPT_HEADERS = ("Content-Type", "ETag", "Galley-Sequence")


def key_of(request: HttpRequest) -> str:
    """Return the request's key, empty without one; raise a Refusal (400) for one that is none."""
    key = request.headers.get(HEADER, "") if request.method == "POST" else ""
    if len(key) > MAX_KEY or not (key.isascii() and key.isprintable()):
        raise Refusal(f"{HEADER} is up to {MAX_KEY} printable ASCII characters.", status=400)
    return key


def begin(request: HttpRequest, key: str) -> StoredAnswer:
    """Take the key, or give what was answered under it; needs a transaction.

    Raises a Refusal (422) where the key was used for something else. Of two at once the second waits for the
    first one's transaction, at the unique key.
    """
    fingerprint, user_id = _fingerprint(request), int(request.user.pk or 0)
    mine = StoredAnswer.objects.filter(user=user_id, key=key)
    mine.filter(at__lte=clock.now() - KEPT_FOR).delete()
    taken = mine.first()
    if taken is None:
        try:
            with transaction.atomic():
                return mine.create(user_id=user_id, key=key, fingerprint=fingerprint, at=clock.now())
        except IntegrityError:
            taken = mine.get()
    if taken.fingerprint != fingerprint:
        raise Refusal(f"This {HEADER} was used for another request. Take a new one.", status=422)
    return taken


def keep(answer: StoredAnswer, response: HttpResponse) -> None:
    """Keep the first answer; needs the transaction in which it became true."""
    answer.status, answer.body = response.status_code, response.content
    answer.headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    answer.save(update_fields=["status", "body", "headers"])


def replay(answer: StoredAnswer) -> HttpResponse:
    """Return the first answer again, and say so."""
    response = HttpResponse(bytes(answer.body), status=answer.status)
    for name, value in answer.headers.items():
        response[name] = value
    response[REPLAYED] = "true"
    return response


def forget(*, now: datetime) -> None:
    """Forget answers that are older than a day."""
    StoredAnswer.objects.filter(at__lte=now - KEPT_FOR).delete()


def _fingerprint(request: HttpRequest) -> str:
    """Return a hash of what is asked; an upload's boundary is another each time, so its parts are hashed."""
    if (request.content_type or "").startswith("multipart/"):
        files = {n: [hashlib.sha256(f.read()).hexdigest() for f in fs] for n, fs in request.FILES.lists()}
        for uploads in request.FILES.lists():
            for upload in uploads[1]:
                upload.seek(0)
        content = canonical({"fields": dict(request.POST.lists()), "files": files})
    else:
        content = request.body
    return hashlib.sha256(f"{request.get_full_path()}\n".encode() + content).hexdigest()
