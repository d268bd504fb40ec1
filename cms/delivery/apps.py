"""The room of published documents."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Stores what is public, and the changes that led there."""

    name = "cms.delivery"
    label = "delivery"
