"""What a new SECRET_KEY does to what the old one signed, with the old one among the fallbacks and without."""

from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.signing import Signer
from django.test import Client

from cms.preview import grants
from tests.newsroom import Newsroom
from tests.newsroom_api import Api

OLD, NEW = "the-key-of-yesterday" * 3, "the-key-of-today" * 4


@pytest.mark.parametrize("is_kept", [True, False])
def test_what_the_old_key_signed(
    newsroom: Newsroom, settings: Any, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool
) -> None:
    settings.SECRET_KEY = OLD
    monkeypatch.setattr(grants, "_signer", Signer(sep=".", salt="cms.preview"))
    session = Client()
    session.force_login(newsroom.writer)
    preview = grants.token_of(grants.of_form(newsroom.draft(), newsroom.writer))
    reset = default_token_generator.make_token(newsroom.writer)
    api = Api(newsroom.writer)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD] if is_kept else []
    # A new process makes a new signer.
    monkeypatch.setattr(grants, "_signer", Signer(sep=".", salt="cms.preview"))
    generator = type(default_token_generator)()

    assert (session.get("/admin/").status_code == 200) is is_kept
    assert (grants.opened(grants.key_of(preview)) is not None) is is_kept
    assert generator.check_token(newsroom.writer, reset) is is_kept
    assert (api.get("whoami/").status_code == 200) is is_kept
    if is_kept:
        settings.SECRET_KEY_FALLBACKS = []
        assert session.get("/admin/").status_code == 200  # signed again at the request before
        assert api.get("whoami/").status_code == 401
