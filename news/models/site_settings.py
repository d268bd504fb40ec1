"""What a newsroom says of itself at the foot of each page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from news.schemas.site import Policies

_POLICIES = {
    "corrections": "corrections_policy_url",
    "ethics": "ethics_policy_url",
    "privacy": "privacy_policy_url",
    "legal_notice": "legal_notice_url",
}


def _panel(name: str) -> FieldPanel:
    """Return the panel of a field; a URL is written as one."""
    return FieldPanel(name, heading=name.replace("_", " ").capitalize().replace(" url", " URL"))


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """What front ends link to; public as soon as it is saved, and part of no document."""

    contact_email = models.EmailField(blank=True, help_text=_("The address that readers write to."))
    newsletter_url = models.URLField(blank=True, help_text=_("Where readers subscribe to the newsletter."))
    corrections_policy_url = models.URLField(blank=True, help_text=_("How the newsroom corrects mistakes."))
    ethics_policy_url = models.URLField(blank=True, help_text=_("The rules that the newsroom follows."))
    privacy_policy_url = models.URLField(blank=True, help_text=_("What happens to readers’ data."))
    legal_notice_url = models.URLField(blank=True, help_text=_("Who publishes the site, and where."))

    panels = [
        MultiFieldPanel([_panel("contact_email"), _panel("newsletter_url")], heading=_("Readers")),
        MultiFieldPanel([_panel(name) for name in _POLICIES.values()], heading=_("Policies")),
    ]

    class Meta:
        verbose_name = _("site links")
        verbose_name_plural = _("site links")

    def __str__(self) -> str:
        return f"links of {self.site_id}"

    def policies(self) -> Policies:
        """Return the addresses of the policies."""
        return Policies(**{name: getattr(self, field) or None for name, field in _POLICIES.items()})
