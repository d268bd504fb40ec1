"""Tokens of the newsroom's API: Wagtail's own, with scopes, an end, and an end with their person's rights."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.log_actions import log
from wagtail.models import APIToken

from cms.api.models import TokenGrant
from cms.core import clock

from .scopes import Scope

ALL_SCOPES = tuple(Scope)


def issue(
    user: Any, *, name: str, scopes: Collection[Scope] = ALL_SCOPES, expires_at: datetime | None = None
) -> tuple[APIToken, str]:
    """Return new token and its text, which is nowhere else; by default for all scopes and the usual time."""
    with transaction.atomic():
        token, text = APIToken.create_token(user=user, name=name)
        grant = TokenGrant.objects.get(token=token)  # the receiver wrote it
        grant.scopes, grant.expires_at = " ".join(scopes), expires_at or grant.expires_at
        grant.save(update_fields=["scopes", "expires_at"])
    return token, text


def first_grant(token: APIToken) -> TokenGrant:
    """Return a fresh token all that its person may do, for the usual time."""
    ends = clock.now() + timedelta(days=settings.GALLEY_TOKEN_DAYS)
    fingerprint = token.user.get_session_auth_hash()
    return TokenGrant(token=token, scopes=" ".join(ALL_SCOPES), expires_at=ends, fingerprint=fingerprint)


def token_of(request: HttpRequest) -> APIToken | None:
    """Return the valid token that a request carries; revokes one whose person may hold none any more."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    # Most guesses fail at the checksum, and cost no query.
    if scheme.lower() != "bearer" or not APIToken.validate_token_format(text):
        return None
    found = APIToken.objects.select_related("user", "grant").filter(revoked_at=None)
    token = found.filter(key_hash__in=APIToken.candidate_key_hashes(text)).first()
    if token is None or not hasattr(token, "grant") or token.grant.expires_at <= clock.now():
        return None
    if not may_hold(token):
        revoke(token)
        return None
    BearerTokenAuth()._touch_last_used(token)  # noqa: SLF001  # Wagtail 8.0: at most once a minute
    return token


def may_hold(token: APIToken) -> bool:
    """Whether the token's person still has the password of that day, and a place in the newsroom."""
    user = token.user
    hashes = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    return user.is_active and token.grant.fingerprint in hashes and user.has_perm("wagtailadmin.access_admin")


def revoke(token: APIToken) -> None:
    """End a token, and log it."""
    token.revoke()
    log(token, "wagtail.apitoken.revoke")


def revoke_unfit(user_id: int) -> None:
    """End those tokens of a person that they may not hold any more."""
    for token in APIToken.objects.select_related("user", "grant").filter(user=user_id, revoked_at=None):
        if not hasattr(token, "grant") or not may_hold(token):
            revoke(token)
