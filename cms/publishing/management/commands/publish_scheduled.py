"""Wagtail's name for publish_due, so that an existing crontab obeys the same rules."""

from cms.publishing.management.commands.publish_due import Command

__all__ = ["Command"]
