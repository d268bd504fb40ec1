"""Wagtail's authoring API with our types, forms and checks: drafts over HTTP."""
