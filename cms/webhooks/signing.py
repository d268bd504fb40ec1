"""Headers of Standard Webhooks: id, timestamp, and a signature for each secret that is good."""

from datetime import datetime

from standardwebhooks import Webhook

from .models import Endpoint, Event


def headers(event: Event, endpoint: Endpoint, *, now: datetime) -> dict[str, str]:
    """Return the headers of an attempt at `now` (UTC), whose timestamp the signatures cover."""
    body = bytes(event.body).decode()
    signed = [Webhook(secret).sign(event.uid, now, body) for secret in secrets_of(endpoint, now=now)]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Galley",
        "webhook-id": event.uid,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signed),
    }


def secrets_of(endpoint: Endpoint, *, now: datetime) -> list[str]:
    """Return the secrets that are good: the newest, and the one before while both are."""
    until = endpoint.old_secret_until
    old = [endpoint.old_secret] if endpoint.old_secret and until and now < until else []
    return [endpoint.secret, *old]
