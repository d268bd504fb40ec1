"""What a front end needs to know of the site itself: its menu, its name and what it links to."""

from .base import Contract


class MenuItem(Contract):
    """A page in the menu, with those that stand under it."""

    id: int
    uuid: str
    type: str
    title: str
    path: str
    detail_url: str
    html_url: str
    children: list["MenuItem"]


class Menu(Contract):
    """The menu, in the order of the page tree."""

    items: list[MenuItem]


class Policies(Contract):
    """Addresses of what the newsroom binds itself to; None where it has not named one."""

    corrections: str | None
    ethics: str | None
    privacy: str | None
    legal_notice: str | None


class SiteAnswer(Contract):
    """The site; `labels` are what stands above headlines, by page type."""

    name: str
    html_url: str
    locale: str
    labels: dict[str, str]
    contact_email: str | None
    newsletter_url: str | None
    policies: Policies
