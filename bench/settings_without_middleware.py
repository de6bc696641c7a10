"""The reference below the reference: the same view with nothing round it."""

from podworko.config.settings import *  # noqa: F403
from podworko.config.settings import INSTALLED_APPS as ALL_APPS

ROOT_URLCONF = "bench.urls_without_pages"
MIDDLEWARE = []
# It refuses to start without its middleware; the one view does not need it.
INSTALLED_APPS = [app for app in ALL_APPS if not app.startswith("allauth")]
