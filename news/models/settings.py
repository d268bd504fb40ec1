"""What a newsroom sets for its site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from news.numbers import Place, is_currency


def check_currency(code: str) -> None:
    """Raise a ValidationError for what is no currency code (ISO 4217)."""
    if not is_currency(code):
        raise ValidationError(_("Use the currency’s three capital letters, for example USD, EUR or GBP."))


@register_setting(icon="order")
class NumberSettings(BaseSiteSetting):
    """How numbers are read where the print leaves it open."""

    default_currency = models.CharField(
        max_length=3,
        blank=True,
        validators=[check_currency],
        help_text=gettext_lazy(
            "What a bare “$”, “¥” or “kr” means: three letters, such as USD. Empty: editors are asked."
        ),
    )

    class Meta:
        verbose_name = gettext_lazy("numbers")
        verbose_name_plural = gettext_lazy("numbers")

    def __str__(self) -> str:
        return self.default_currency or "no default currency"


def place_of(page: Any, *, parent: Any = None) -> Place:
    """Return where the numbers of `page` are read; `parent` stands in for a page that has no place yet."""
    placed = page if page.url_path or parent is None else parent
    site = placed.get_site()
    settings = NumberSettings.for_site(site) if site else NumberSettings()
    return Place(page.locale.language_code, settings.default_currency or None)
