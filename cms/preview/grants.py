"""Tokens of previews: made, opened, taken back. A token is a signed key; the row holds the rest."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, Signer
from django.db.models import F, Q, QuerySet
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.core import clock

from .models import PreviewGrant

OF_A_FORM = timedelta(minutes=10)
KEPT = timedelta(days=30)  # in the list of a page's links, after they are over
ONCE_A_MINUTE = timedelta(minutes=1)
LONGEST_TOKEN = 200

# RFC 6750 §2.1 allows a dot in a token, and no colon.
_signer = Signer(sep=".", salt="cms.preview")


def of_form(page: Page, user: Any) -> PreviewGrant:
    """Grant a look at `page` as it stands in memory, saved or not, for some minutes."""
    now = clock.now()
    PreviewGrant.objects.filter(revision=None, expires_at__lte=now).delete()
    return PreviewGrant.objects.create(
        user=user,
        page=Page.objects.get(pk=page.pk) if page.pk else page.get_parent(),
        content=page.serializable_data(),
        created_at=now,
        expires_at=now + OF_A_FORM,
    )


def share(revision: Revision, *, user: Any, until: datetime) -> PreviewGrant:
    """Grant a look at a revision of a page; it shows that revision whatever is saved later."""
    grant: PreviewGrant = PreviewGrant.objects.create(
        user=user,
        page_id=int(revision.object_id),
        revision=revision,
        created_at=clock.now(),
        expires_at=until,
    )
    log(grant.page, "galley.share_preview", user=user, revision=revision)
    return grant


def revoke(grant: PreviewGrant, *, user: Any) -> None:
    """Take a shared preview back; a second time changes nothing."""
    if PreviewGrant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=clock.now()):
        log(grant.page, "galley.revoke_preview", user=user, revision=grant.revision)


def open_at(now: datetime) -> QuerySet[PreviewGrant]:
    """Return what may still be looked at."""
    return PreviewGrant.objects.filter(revoked_at=None, expires_at__gt=now)


def forget(*, now: datetime) -> None:
    """Forget what has been over for a while; looks at forms go when the next one is granted, too."""
    PreviewGrant.objects.filter(expires_at__lte=now - KEPT).delete()


def shared(page: Page) -> QuerySet[PreviewGrant]:
    """Return what was shared of a page, the newest first, also what is over."""
    found = PreviewGrant.objects.filter(page=page, revision__isnull=False)
    return found.select_related("user", "revision").order_by("-created_at", "-pk")


def is_open(grant: PreviewGrant) -> bool:
    """Whether a grant still lets somebody see its draft."""
    return (
        grant.revoked_at is None
        and clock.now() < grant.expires_at
        and may_see(grant.page, grant.user, is_new=grant.is_new)
    )


def key_of(token: str) -> str:
    """Return the key that a token signs; empty for what was never made here, which costs no query."""
    try:
        return _signer.unsign(token[:LONGEST_TOKEN])
    except BadSignature:
        return ""


def opened(key: str) -> PreviewGrant | None:
    """Return the grant of a key; None for what is over, taken back, or without right by now."""
    found = PreviewGrant.objects.select_related("user", "page", "revision").filter(key=key).first()
    return found if found and is_open(found) else None


def note_view(grant: PreviewGrant) -> None:
    """Count a view of a shared preview; the page's history names one a minute at most."""
    row, now = PreviewGrant.objects.filter(pk=grant.pk), clock.now()
    is_due = Q(last_viewed_at=None) | Q(last_viewed_at__lte=now - ONCE_A_MINUTE)
    if row.filter(is_due).update(views=F("views") + 1, last_viewed_at=now):
        log(grant.page, "galley.view_preview", revision=grant.revision)
    else:
        row.update(views=F("views") + 1)


def page_of(grant: PreviewGrant) -> Any:
    """Return the page in memory as the grant has it."""
    if grant.revision:
        return grant.revision.as_object()
    if grant.is_new:
        kind = ContentType.objects.get_for_id(grant.content["content_type"])
        return kind.model_class().from_serializable_data(grant.content)  # type: ignore[union-attr]
    return grant.page.specific.with_content_json(grant.content)


def token_of(grant: PreviewGrant) -> str:
    """Return the token of a grant."""
    return _signer.sign(grant.key)


def link_to(grant: PreviewGrant) -> str:
    """Return the address at which readers' front end shows it; no server sees what follows the `#`."""
    origin = settings.GALLEY_FRONTEND_URL or settings.GALLEY_BASE_URL
    return f"{origin}/preview/#preview={token_of(grant)}"


def may_see(page: Page, user: Any, *, is_new: bool = False) -> bool:
    """Whether somebody may see a page's draft (as Wagtail 8.0's view of it decides), or one new below it."""
    if not user.has_perm("wagtailadmin.access_admin"):  # which nobody has who left
        return False
    tester = page.specific.permissions_for_user(user)
    return bool(tester.can_add_subpage() if is_new else tester.can_edit() or tester.can_publish())
