"""Settings shared by every place of use."""

from pathlib import Path
from typing import Any

import dj_database_url

from .env import ROOT, Environment

env = Environment()

BASE_DIR = ROOT
DATA_DIR: Path = env.galley_data_dir
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = ""
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "home",
    "news",
    "cms.operations",
    "cms.moderation",
    "cms.api",
    "cms.publishing",
    "cms.preview",
    "cms.delivery",
    "cms.webhooks",
    "cms.accounts",
    "cms.core",
    "wagtail.api.v3",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.images",
    "wagtail.documents",  # the admin of Wagtail 8.0 asks for it; no group may use it
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.core.request_log.RequestLog",
    "cms.operations.probes.health.HealthAnswers",
    "django.middleware.security.SecurityMiddleware",
    "cms.core.request_log.OnlyUtf8",
    "home.reader.content_security_policy.ReaderPolicy",
    "cms.core.content_security_policy.AdminPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.api.public.middleware.PublicAnswers",
    "cms.core.failures.database_timeouts.Patience",
    "cms.api.public.middleware.PublicApi",  # what follows is for people with a session
    "cms.core.request_log.NoNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.accounts.login_throttling.Doors",
    "cms.publishing.middleware.AtomicAdminWrites",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------------

# IMMEDIATE: a transaction that will write waits at its start instead of failing at its first write.
# FULL: a commit that was acknowledged survives a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

# A database that is away is noticed in seconds, also where a host just falls silent.
POSTGRESQL_OPTIONS = {"connect_timeout": 2, "tcp_user_timeout": 5000}


def database(url: str) -> dict[str, Any]:
    """Parse a database URL; SQLite gets the options that keep a newsroom's writes safe.

    Connections stay open: opening one costs more than most answers. One that fails its check is opened again.
    """
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    options = SQLITE_OPTIONS if config["ENGINE"] == "django.db.backends.sqlite3" else POSTGRESQL_OPTIONS
    config["OPTIONS"] = {**options, **config.get("OPTIONS", {})}
    return config


DATABASES = {"default": database(env.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache ----------------------------------------------------------------------------------------------

# A cache is to save time: one that is slower than this is as good as away.
CACHE_TIMEOUTS_S = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}


def caches(url: str) -> dict[str, Any]:
    """Return the caches for the URL of a Valkey or Redis; without one, each process has its own memory."""
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    shared = {"BACKEND": "cms.core.shared_cache.SharedCache", "LOCATION": url, "KEY_PREFIX": "galley"}
    return {
        "default": {**shared, "OPTIONS": CACHE_TIMEOUTS_S},
        # Rows of renditions are asked of the database: another process may have deleted what a cache holds.
        "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }


CACHES = caches(env.cache_url)

# --- Files ----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

GALLEY_S3 = env.s3
FILES, BUCKET = "django.core.files.storage.FileSystemStorage", "cms.core.bucket.Bucket"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": BUCKET if env.galley_s3_bucket else FILES},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time: UTC is stored, the newsroom's zone is shown -----------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = env.galley_time_zone
USE_I18N = True
USE_TZ = True

# --- People ---------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# The first makes hashes; the second opens those of before, which are made again at the next login.
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_AGE = 8 * 60 * 60
WAGTAILADMIN_USER_LOGIN_FORM = "cms.accounts.second_factor.LoginForm"
# Its own doubles the wait without end, for the owner too; `cms.accounts.throttles` counts instead.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
OTP_TOTP_ISSUER = env.galley_site_name
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.accounts.password_resets.ResetForm"  # noqa: S105  # a class

EMAIL_TIMEOUT = 30  # seconds; Django's own default waits for a silent mail server without end

# --- HTTP -----------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"  # Wagtail lets its preview panel frame the draft by itself
SECURE_REFERRER_POLICY = "same-origin"
# A numbers list of forty items posts more than Django's thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail --------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env.galley_site_name
WAGTAILADMIN_BASE_URL = env.base_url
WAGTAILIMAGES_IMAGE_MODEL = "news.NewsImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "news.photo_desk.NewsImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
# JPEG and PNG would carry on what a camera says of place and author: the admin's thumbnails are public files.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp"}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
# An editor's browser, and this server, call nobody.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.moderation.finish.publish_approved"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILREDIRECTS_AUTO_CREATE = False  # `cms.delivery.addresses` knows where pages stood
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

# --- Galley ---------------------------------------------------------------------------------------------

GALLEY_BASE_URL = env.base_url
GALLEY_SECOND_FACTOR = env.galley_second_factor  # whether people may protect their login by an app
GALLEY_SECURITY_CONTACT = env.galley_security_contact  # mailto: or https:; empty for no security.txt
GALLEY_PROXIES = env.galley_proxies  # how many in front append to X-Forwarded-For; None: nobody has said
GALLEY_ADMIN_PATH = env.galley_admin_path  # with a slash at its end, and none before it
GALLEY_AVIF = env.galley_avif
GALLEY_API_LIMIT_MAX = 100
GALLEY_CHANGES_KEPT = 100_000  # the newest; older ones are answered with 410
GALLEY_DEMO_ALLOWED = False
GALLEY_FRONTEND_URL = env.frontend_url  # empty: the reader of this project answers at the pages' own paths
GALLEY_API_WRITES = env.galley_api_writes  # whether /api/v3/ takes writes
GALLEY_API_RATE = env.galley_api_rate  # of one token, in one process
GALLEY_WEBHOOKS_LOCAL = False  # whether events may go to loopback addresses, and by plain HTTP
GALLEY_TOKEN_DAYS = env.galley_token_days
GALLEY_METRICS_TOKEN = env.galley_metrics_token  # empty: /metrics is not there
GALLEY_WORKER_METRICS = env.galley_worker_metrics
PROMETHEUS_MULTIPROC_DIR = env.prometheus_multiproc_dir  # gunicorn.conf.py sets it
GALLEY_READY_TICK_SECONDS = env.galley_ready_tick_seconds
GALLEY_READY_STALE_DOCUMENTS = env.galley_ready_stale_documents
GALLEY_REVISIONS_DAYS = env.galley_revisions_days  # 0: all are kept

# --- Background work ------------------------------------------------------------------------------------

# Wagtail's own tasks (its search index) run at once; ours wait as rows for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# --- Caches before this server --------------------------------------------------------------------------

GALLEY_SHARED_CACHE_SECONDS = env.galley_shared_cache_seconds
GALLEY_STALE_SECONDS = env.galley_stale_seconds
GALLEY_SURROGATE_KEYS = env.galley_surrogate_keys
GALLEY_PURGE_BACKEND = env.galley_purge_backend  # a class like cms.publishing.purging.KeyBackend
# Wagtail's backends, which purge by address. Its app of this name is not installed: its receivers purge
# before the commit, inside the transaction, and for scheduled drafts too.
WAGTAILFRONTENDCACHE: dict[str, Any] = {}
if env.galley_purge_location:
    WAGTAILFRONTENDCACHE["default"] = {
        "BACKEND": "cms.publishing.purging.backends.HTTPCache",
        "LOCATION": env.galley_purge_location,
    }

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
