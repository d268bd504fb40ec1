"""Settings for production: refuses to start without a strong key, hosts and the public address."""

from .base import *  # noqa: F403
from .env import ProductionEnvironment

production = ProductionEnvironment()

SECRET_KEY = production.secret_key
SECRET_KEY_FALLBACKS = production.secret_key_fallbacks
ALLOWED_HOSTS = production.allowed_hosts
CSRF_TRUSTED_ORIGINS = [production.base_url]

EMAIL_HOST = production.email_host
EMAIL_PORT = production.email_port
EMAIL_HOST_USER = production.email_host_user
EMAIL_HOST_PASSWORD = production.email_host_password
EMAIL_USE_TLS = production.email_security == "starttls"
EMAIL_USE_SSL = production.email_security == "tls"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = production.default_from_email

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# One JSON object a line, gunicorn's workers included. Wagtail's lines of INFO hold headlines: they stay out.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cms.core.logs.JSONFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "galley": {"level": "INFO"},
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
