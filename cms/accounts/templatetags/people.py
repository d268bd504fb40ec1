"""`{{ user|user_name }}`: what a user is called, also one whose account was deleted."""

from django import template

from cms.accounts.people import name_of

register = template.Library()
register.filter("user_name", name_of)
