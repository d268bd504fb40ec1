"""Settings for the tests: a database and a media folder of their own, cheap password hashes."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import caches, database, env

SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "example.org"]
DATABASES = {"default": database(env.database_url)}
CACHES = caches("")  # every test empties it
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="galley-media-"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests need no collected static files.
WHITENOISE_AUTOREFRESH = True
GALLEY_BASE_URL = "https://example.org"
WAGTAILADMIN_BASE_URL = GALLEY_BASE_URL
GALLEY_DEMO_ALLOWED = True
GALLEY_API_RATE = ""
