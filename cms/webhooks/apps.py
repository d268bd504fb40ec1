"""The room of events."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """The outbox, endpoints, deliveries."""

    name = "cms.webhooks"
    label = "webhooks"
