"""The project's own settings, with the reference views beside its pages."""

from podworko.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
