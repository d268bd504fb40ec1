"""Somebody protects their login by an app, logs in with it, and takes it away again."""

from base64 import b32decode

from django_otp.oath import totp
from playwright.sync_api import expect

from .conftest import Visitor

SCREEN = "/admin/account/second-factor/"


def test_a_login_takes_a_code_for_as_long_as_it_is_on(visit: Visitor) -> None:
    owner, elsewhere = visit(), visit("phone")
    page = owner.login("publisher")
    owner.open(SCREEN)

    page.get_by_label("Your password").fill("publisher-galley")
    page.get_by_role("button", name="Start").click()
    secret = page.locator("code").first.inner_text()
    page.get_by_label("Code").fill(f"{totp(b32decode(secret.replace(' ', ''))):06}")
    owner.picture("second-factor-key")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("The second factor is on").first).to_be_visible()
    codes = page.locator("li code").all_inner_texts()
    owner.picture("second-factor-codes")
    try:
        other = elsewhere.open("/admin/login/")
        other.get_by_label("username").fill("publisher")
        other.get_by_label("password").fill("publisher-galley")
        elsewhere.picture("login-on-a-phone")
        other.get_by_role("button", name="Sign in").click()
        expect(other.get_by_text("code").first).to_be_visible()
        other.get_by_label("password").fill("publisher-galley")
        other.get_by_label("Code").fill(codes[0])
        other.get_by_role("button", name="Sign in").click()
        other.get_by_role("heading", name="My stories").wait_for()
    finally:
        owner.open(SCREEN)
        page.get_by_label("Code").fill(codes[1])
        page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_text("You sign in with your password alone.")).to_be_visible()
