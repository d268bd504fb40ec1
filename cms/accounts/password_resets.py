"""The link for a new password: asked for by anyone, sent by the worker.

Who asks can't see by answer or time whether there is such an account, since the worker alone looks.
A mail server that is away loses no link.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView


class ResetForm(PasswordResetForm):
    """Wagtail's form, which asks the worker instead of looking for the account itself."""

    def save(self, **_options: Any) -> None:
        """Ask for the link."""
        send_link.enqueue(self.cleaned_data["email"])


class LinkForm(PasswordResetForm):
    """Wagtail's form, which lets errors of the mail server through, so that the task is tried again."""

    def send_mail(
        self, subject_template_name: str, email_template_name: str, context: Any, *_rest: Any, **_more: Any
    ) -> None:
        """Send one mail; Django's own (5.2) logs what fails, and goes on."""
        subject = " ".join(render_to_string(subject_template_name, context).split())
        text = render_to_string(email_template_name, context)
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(subject, text, to=[context["email"]], headers=headers).send()


@task(backend="queue")
def send_link(email: str) -> None:
    """Send the link to the account with this address; raise what the mail server says."""
    form = LinkForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=urlsplit(settings.GALLEY_BASE_URL).netloc,
            use_https=settings.GALLEY_BASE_URL.startswith("https:"),
            subject_template_name=PasswordResetView.subject_template_name,
            email_template_name=PasswordResetView.email_template_name,
        )
