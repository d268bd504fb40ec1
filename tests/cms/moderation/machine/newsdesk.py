"""The hands of the state machine: each act through the services that people use, as accepted or refused."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from PIL import Image as PillowImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.core.refusals import Refusal
from news.models import NewsImage, StoryPage
from tests.newsroom import Newsroom

from .oracle import Content

GROUPS = {
    "writer": ("Writers",),
    "reviewer": ("Reviewers",),
    "publisher": ("Publishers",),
    "both": ("Reviewers", "Publishers"),
    "everything": ("Writers", "Reviewers", "Publishers"),
    "root": (),
}
HEIGHT, WIDTH = 30, 40  # edition 1 of a file is 41 wide: a document says which edition it shows


def hire(newsroom: Newsroom) -> None:
    """Make the people that a newsroom does not have from the start."""
    for name, groups in GROUPS.items():
        if not get_user_model().objects.filter(username=name).exists():
            newsroom.person(name, *groups, is_superuser=name == "root")


def person(name: str) -> Any:
    """Return somebody, read again: groups come and go."""
    return get_user_model().objects.get(username=name)


def set_groups(name: str, groups: set[str]) -> None:
    """Let somebody be in these groups and no others."""
    person(name).groups.set(Group.objects.filter(name__in=groups))


def story(pk: int) -> Any:
    """Return a story, read again."""
    return StoryPage.objects.get(pk=pk).specific


def picture(edition: int) -> ContentFile:
    """Return the file of one edition of a picture."""
    data = BytesIO()
    PillowImage.new("RGB", (WIDTH + edition, HEIGHT), (edition, 40, 60)).save(data, "PNG")
    return ContentFile(data.getvalue(), name=f"edition-{edition}.png")


def texts(kind: str, content: Content) -> dict[str, Any]:
    """Return the fields of a story that says nothing but the number of its content."""
    text = RichText(f"<p>Text {content.number}</p>")
    items = {
        "brief": ("paragraph", text),
        "numbers": ("number_item", {"display": "43,000", "kicker": "A drought", "text": text, "figure": []}),
        "watch": ("watch_item", {"heading": "A deal", "text": text, "figure": []}),
    }
    image = NewsImage.objects.filter(pk=content.picture[0]).first() if content.picture else None
    figure = {"image": image, "alt": "A", "decorative": False, "caption": RichText("")}
    return {
        "title": f"Headline {content.number}",
        "standfirst": f"Standfirst {content.number}",
        "hero": [("figure", figure | {"credit": f"Credit {content.number}"})] if image else [],
        "no_picture": image is None,
        "go_live_at": content.goes_live_at,
        "body" if kind == "brief" else "items": [items[kind]],
    }


def save(pk: int, user: Any, fields: dict[str, Any], **kwargs: Any) -> Any:
    """Save the newest draft with other fields; return what was saved."""
    draft = story(pk).get_latest_revision().as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user, clean=False, **kwargs)
    return draft


def tamper(pk: int, number: int) -> None:
    """Change the newest revision as nobody, past every service of ours."""
    revision = story(pk).get_latest_revision()
    old = revision.content["title"].removeprefix("Headline ")
    for name in ("title", "standfirst"):
        revision.content[name] = revision.content[name].replace(old, str(number))
    for name in {"hero", "body", "items"} & revision.content.keys():
        for word in ("Credit", "Text"):
            revision.content[name] = revision.content[name].replace(f"{word} {old}", f"{word} {number}")
    revision.save(update_fields=["content"])


def post(name: str, path: str, data: dict[str, Any]) -> None:
    """Send a form in the admin; raise PermissionDenied where it was not taken."""
    client = Client()
    client.force_login(person(name))
    answer = client.post(path, data)
    if answer.status_code != 302 or answer["Location"] == "/admin/":
        raise PermissionDenied


def accepted(act: Callable[[], Any]) -> bool:
    """Whether an act was done; a refused one leaves nothing."""
    try:
        with transaction.atomic():
            act()
    except (Refusal, ValidationError, PermissionDenied):
        return False
    return True


def seen_by_readers(reader: Client, pk: int) -> Content | None:
    """Return the content that readers see, without its hour; None where they see nothing."""
    answer = reader.get(f"/api/v2/pages/{pk}/")
    if answer.status_code == 404:
        return None
    body = answer.json()
    figure = body["hero"]
    items = body["body"] if "body" in body else body["items"]
    text = items[0]["value"] if "body" in body else items[0]["value"]["text"]
    said = [body["title"], body["standfirst"], text.removeprefix("<p>").removesuffix("</p>")]
    said += [figure["credit"]] if figure else []
    (number,) = {int(words.split()[1]) for words in said}
    image = figure and figure["image"]
    return Content(number, picture=(image["id"], image["width"] - WIDTH) if image else None)


def row_is(pk: int) -> int | None:
    """Return the number of the content in the live row; None where the page is not live."""
    title = Page.objects.filter(pk=pk, live=True).values_list("title", flat=True).first()
    return int(title.split()[1]) if title else None
