"""Puts our pages of tokens into the admin."""

from .newsroom import token_admin

token_admin.replace_wagtails()
