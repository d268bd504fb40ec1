"""The room of people's accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sign-in and its limits."""

    name = "cms.accounts"
    label = "accounts"
