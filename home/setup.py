"""Prepares a site for a newsroom; every function can run any number of times."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from cms.moderation import setup
from cms.webhooks.models import Endpoint
from news import renditions
from news.models import Author, FormatSettings, NumberSettings, Series, SiteSettings, Topic

from .models import HomePage

HTTPS, HTTP = 443, 80


def setup_newsroom(*, steps: int) -> HomePage:
    """Return the home page of a site with groups, rights and a review of `steps` steps; writes in one go."""
    with transaction.atomic():
        home = _ensure_site()
        vocabulary, settable = (Topic, Author, Series), (FormatSettings, NumberSettings, SiteSettings)
        setup.ensure_groups(
            home,
            {
                setup.REVIEWERS: vocabulary,
                setup.PUBLISHERS: (*vocabulary, *settable, Redirect, Site, Locale, Endpoint),
            },
            named=vocabulary,
        )
        setup.ensure_workflow(home, steps=steps)
        setup.retire_stock_groups()
        renditions.forget_other_formats()
    return home


def _ensure_site() -> HomePage:
    """Let the default site answer at the public base URL, with a home page of ours as its root."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    root = site.root_page.specific if site.root_page_id else None
    home = root if isinstance(root, HomePage) else _create_home(replacing=root)
    parts = urlsplit(settings.GALLEY_BASE_URL)
    wanted = {
        "hostname": parts.hostname or "localhost",
        "port": parts.port or (HTTPS if parts.scheme == "https" else HTTP),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "root_page_id": home.pk,
    }
    # A saved site lets all documents be made again: not at every start.
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    if not home.live:
        home.save_revision().publish()
    if root is not None and root != home and type(root) is Page and root.is_leaf():
        root.delete()  # Wagtail's welcome page
    return home


def _create_home(*, replacing: Page | None) -> HomePage:
    tree = Page.get_first_root_node()
    taken = replacing is not None and replacing.slug == "home"
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="front" if taken else "home", live=False)
    tree.add_child(instance=home)
    return home
