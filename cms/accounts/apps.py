"""The room of people's accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who comes in, and how often somebody may try."""

    name = "cms.accounts"
    label = "accounts"
