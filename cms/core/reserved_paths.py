"""The first parts of addresses at which something else than pages answers."""

from django.conf import settings

TAKEN = frozenset(
    {"_util", "api", "authors", "healthz", "media", "metrics", "preview", "readyz", "search", "static"}
)


def is_taken(slug: str) -> bool:
    """Whether readers would not find a page of this slug at the top of a site; the admin's path counts."""
    return slug in TAKEN or slug == settings.GALLEY_ADMIN_PATH.partition("/")[0]
