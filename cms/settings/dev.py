"""Settings for one's own machine: what make run uses. Errors are shown in the console, not in the browser."""

from .base import *  # noqa: F403
from .base import DATA_DIR

SECRET_KEY = "for-development-only"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
GALLEY_DEMO_ALLOWED = True
GALLEY_WEBHOOKS_LOCAL = True
