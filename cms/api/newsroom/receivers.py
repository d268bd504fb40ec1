"""What happens to tokens when they are made, and when their people change."""

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from wagtail.models import APIToken

from . import tokens


def connect() -> None:
    """Connect the receivers; once, when the apps are ready."""
    user_model: Any = get_user_model()
    post_save.connect(on_token_saved, sender=APIToken)
    post_save.connect(on_person_saved, sender=user_model)
    m2m_changed.connect(on_groups_changed, sender=user_model.groups.through)


def on_token_saved(instance: APIToken, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001
    """Make the grant of every new token, through whichever door it came."""
    if created:
        tokens.first_grant(instance).save()


def on_person_saved(instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    """End tokens of people with a new password, and of those who have left."""
    if set(update_fields or ()) != {"last_login"}:
        _look_later(instance.pk)


def on_groups_changed(
    instance: Any,
    action: str,
    reverse: bool,  # noqa: FBT001
    pk_set: set[int] | None,
    **_kwargs: Any,
) -> None:
    """End tokens of people who left the newsroom's groups."""
    if action.startswith("post_"):
        for pk in (pk_set or ()) if reverse else [instance.pk]:
            _look_later(pk)


def _look_later(user_id: int) -> None:
    # Moving somebody from one group to another takes both away for a moment.
    transaction.on_commit(partial(tokens.revoke_unfit, user_id), robust=True)
