"""What a front end needs to know of the site itself: its menu, its name and what it links to."""

from typing import Annotated

from .base import Contract
from .texts import Iri, SitePath, Uri, Uuid, said


class MenuItem(Contract):
    """A page in the menu, with those that stand under it."""

    id: int
    uuid: Uuid
    type: str
    title: str
    path: SitePath
    detail_url: Uri
    html_url: Uri
    children: list["MenuItem"]


class Menu(Contract):
    """The menu, in the order of the page tree."""

    items: list[MenuItem]


class Policies(Contract):
    """Addresses of what the newsroom binds itself to; None where it has not named one."""

    corrections: Iri | None
    ethics: Iri | None
    privacy: Iri | None
    legal_notice: Iri | None


class SiteAnswer(Contract):
    """The site; `labels` are what stands above headlines, by page type."""

    name: str
    html_url: Uri
    locale: str
    labels: dict[str, str]
    contact_email: Annotated[str, said(format="email")] | None
    newsletter_url: Iri | None
    policies: Policies
