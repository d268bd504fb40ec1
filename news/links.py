"""Links inside rich text, as readers get them."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from cms.delivery import reading


class PublicPageLinkHandler(PageLinkHandler):
    """Internal links become paths; a link to a page that is not public loses its address."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return an opening tag for each link, in one query."""
        ids = [int(attrs["id"]) for attrs in attrs_list if attrs.get("id", "").isdecimal()]
        paths = {str(pk): page.path for pk, page in reading.public_pages(ids).items()}
        return [_opening_tag(paths.get(attrs.get("id", ""))) for attrs in attrs_list]


def _opening_tag(path: str | None) -> str:
    return "<a>" if path is None else f'<a href="{escape(path)}">'
