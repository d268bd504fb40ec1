"""Deleting a picture that published stories show: a publisher's act, with a reason."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.core import clock
from cms.core.refusals import Refusal
from cms.moderation.forms import MAX_COMMENT_LENGTH
from cms.moderation.notifications import recipients
from cms.moderation.rules.refusals import required_reason
from cms.publishing import kept_copies, pictures
from cms.publishing.models import KeptCopy
from cms.publishing.transactions import in_one_transaction


def delete(image: Any, *, user: Any, reason: str, door: str = "code") -> list[Page]:
    """Delete a picture in use; return the pages that lose it. Stories scheduled with it are drafts again.

    Raises a Refusal for who is no publisher of every page that shows it, and without a reason.
    """

    def work() -> list[Page]:
        written = required_reason(reason, longest=MAX_COMMENT_LENGTH)
        used = kept_copies.using_image(image.pk).values("page_id")
        pages = [page.specific for page in Page.objects.filter(pk__in=used).order_by("pk")]
        if not all(page.permissions_for_user(user).holds_publish() for page in pages):
            raise Refusal(_("Only publishers can delete pictures that live stories show."))
        data = {"act": "delete picture", "reason": written, "image": image.pk, "door": door}
        for page in pages:
            log(page, "galley.reason", user=user, data=data)
        copies = pictures.delete(image, now=clock.now())
        scheduled = {copy.page_id for copy in copies if copy.state == KeptCopy.State.GRANTED}
        for page in pages:
            if page.pk in scheduled:
                recipients.cannot_be_published(
                    page, why=_("A picture in this story was deleted: {reason}").format(reason=written)
                )
        return pages

    return in_one_transaction(work)
