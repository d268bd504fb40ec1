"""The development settings, with the bare view beside the real addresses."""

from cms.settings.dev import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
