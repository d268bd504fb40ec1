"""Writes the OpenAPI document of an API."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.test import RequestFactory
from django.urls import resolve, reverse

from cms.api.newsroom.api import newsroom_api


def _public() -> Any:
    """Ask the API itself, so that the file holds what clients get."""
    address = reverse("public:openapi-json")
    view, args, kwargs = resolve(address)
    return json.loads(view(RequestFactory().get(address), *args, **kwargs).content)


def _newsroom() -> Any:
    """Ask behind the entrance, which takes a token."""
    return newsroom_api().get_openapi_schema()


DOCUMENTS: dict[str, Callable[[], Any]] = {"v2": _public, "v3": _newsroom}


def openapi_text(api: str) -> str:
    """Return a document with sorted keys and indents, so that differences read well."""
    return json.dumps(DOCUMENTS[api](), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """The public API is v2, the newsroom's v3."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare API and file."""
        parser.add_argument("api", choices=DOCUMENTS)
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the document."""
        options["file"].write_text(openapi_text(options["api"]), encoding="utf-8")
        self.stdout.write(f"Wrote {options['file']}.")
