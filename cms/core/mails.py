"""One mail, sent by the worker after the commit of what it tells."""

from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django_tasks import task


@task(backend="queue")
def deliver(to: str, subject: str, text: str, message_id: str) -> None:
    """Send one mail; raise what the mail server says.

    Sent twice, where a worker dies in between, it has the same Message-ID (RFC 5322 §3.6.4).
    """
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id}
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    mail.attach_alternative(
        render_to_string("mails/mail.html", {"subject": subject, "text": text}), "text/html"
    )
    mail.send()


def send_soon(to: str, subject: str, text: str) -> None:
    """Let a mail wait as a task of the running transaction: it goes out if, and only if, that commits."""
    deliver.enqueue(to, subject, text, f"<{uuid4()}@{urlsplit(settings.GALLEY_BASE_URL).hostname}>")
