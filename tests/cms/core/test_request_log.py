"""Requests that no view could read are refused before one tries."""

import pytest
from django.test import Client

BOUNDARY = "multipart/form-data; boundary=x"
FORM = '--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n\\ud800.abc\r\n--x--\r\n'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "name"),
    [("/preview/", "token"), ("/admin/login/", "username"), ("/admin/password_reset/", "email")],
)
@pytest.mark.parametrize("charset", ["raw_unicode_escape", "utf-7", "utf-16", "unicode_escape"])
def test_a_form_in_another_encoding_is_refused(path: str, name: str, charset: str) -> None:
    client = Client(raise_request_exception=False)

    answer = client.post(path, FORM.format(name=name), content_type=f"{BOUNDARY}; charset={charset}")

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-8", "UTF8"])
def test_utf_8_by_any_name_is_read(charset: str) -> None:
    answer = Client().post(
        "/preview/", FORM.format(name="token"), content_type=f"{BOUNDARY}; charset={charset}"
    )

    assert answer.status_code == 404
