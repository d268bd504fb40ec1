"""Passwords are hashed by Argon2; a hash of before opens, and is made again at the login."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from cms.settings import base
from tests.newsroom import Newsroom


@pytest.mark.parametrize("before", ["pbkdf2_sha256", "argon2"])
def test_a_login_leaves_an_argon2_hash(newsroom: Newsroom, settings: Any, before: str) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    writer = newsroom.writer
    writer.password = make_password("a long enough one", hasher=before)
    writer.save()

    assert not Client().login(username=writer.username, password="another")
    assert Client().login(username=writer.username, password="a long enough one")

    writer.refresh_from_db()
    assert writer.password.startswith("argon2$argon2id$")
