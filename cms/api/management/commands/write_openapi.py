"""Writes the public API's OpenAPI document."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.test import RequestFactory
from django.urls import resolve, reverse


def openapi_text() -> str:
    """Give the document that clients get, with sorted keys and indents, so that differences read well."""
    address = reverse("public:openapi-json")
    view, args, kwargs = resolve(address)
    answer = view(RequestFactory().get(address), *args, **kwargs)
    return json.dumps(json.loads(answer.content), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """Asks the API itself, so that the file holds what clients get."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the document."""
        options["file"].write_text(openapi_text(), encoding="utf-8")
        self.stdout.write(f"Wrote {options['file']}.")
