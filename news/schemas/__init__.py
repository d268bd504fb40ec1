"""The public contract as pure Pydantic: no Django, no Wagtail, importable by any client."""
