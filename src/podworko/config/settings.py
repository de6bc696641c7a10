"""Settings of an instance. Every name read from the environment stands in `docs/settings.md`.

A setting that is missing or wrong stops the program with a sentence that says what to do.
"""

import sqlite3
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from podworko import sqlite_library
from podworko.config import environment, instance, operator
from podworko.core import logs

PACKAGE = Path(__file__).resolve().parent.parent
DATA = instance.data_folder()
"""The folder that holds all of an instance: database, uploads, logs, secret key."""

DEBUG = False
DEVELOPMENT = environment.flag("PODWORKO_DEVELOPMENT")
"""A demo or a developer's instance on loopback: mail is kept on a page, demo accounts may sign in."""

PODWORKO_URL = environment.text("PODWORKO_URL", "http://localhost:8000").rstrip("/")
SITE = instance.read_site(PODWORKO_URL)
instance.refuse_public_development(SITE, is_development=DEVELOPMENT)
OPERATOR = operator.read()
WORKERS = environment.number("PODWORKO_WORKERS", 1, least=1)
"""Processes that serve pages."""
THREADS = environment.number("PODWORKO_THREADS", 4, least=1)
"""Threads, and so database connections, in each of them."""
SECRET_KEY = instance.secret_key(DATA)
ALLOWED_HOSTS = [SITE.host, *environment.hosts("PODWORKO_EXTRA_HOSTS")]
if SITE.is_loopback:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE.origin]

INSTALLED_APPS = [
    "podworko.config",
    "podworko.portal",
    "podworko.needs",
    "podworko.agenda",
    "podworko.resources",
    "podworko.organisations",
    "podworko.accounts",
    "podworko.places",
    "podworko.core",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django.forms",
    "django_htmx",
]

MIDDLEWARE = [
    "podworko.core.middleware.number_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "podworko.core.middleware.add_content_security_policy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "podworko.core.unchanged.answer_unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "podworko.accounts.middleware.SignInRequiredMiddleware",
    "podworko.organisations.middleware.follow_merged",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "podworko.config.urls"
WSGI_APPLICATION = "podworko.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["podworko.core.templatetags.quick_i18n", "podworko.config.templatetags.quick_extends"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "podworko.config.navigation.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "podworko.core.rendering.FormRenderer"


def _sqlite() -> dict[str, Any]:
    journal = "WAL" if sqlite_library.has_safe_log(sqlite3.sqlite_version_info) else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "podworko.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
            ),
        },
    }


def _database() -> dict[str, Any]:
    url = environment.text("DATABASE_URL")
    if not url:
        return _sqlite()
    parts = environment.address(url)
    if parts is None or parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL: zrozumiały jest tylko adres taki jak postgres://konto:haslo@host:5432/baza; bez tego"
            " ustawienia działa wbudowana baza SQLite."
        )
    config: dict[str, Any] = dict(environ.Env.db_url_config(url))
    config["CONN_MAX_AGE"] = None
    config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["podworko.accounts.backends.AccountBackend"]
ACCOUNT_ADAPTER = "podworko.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 15
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,100/h/ip,3/m/key,10/h/key",
    "enter_code": "30/10m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "use_link": "30/10m/ip",
    "start_account": "10/h/ip,5/h/key",
    # A library or a school shares one address.
    "suggest_event": "10/h/ip,30/d/ip",
    "report_problem": "10/h/ip,30/d/ip",
    "suggest_entry": "10/h/ip,30/d/ip,300/d/key",
    "answer_question": "10/h/ip,30/d/ip",
    "support_problem": "30/h/ip,100/d/ip",
    "follow_calendar": "20/h/ip,3/d/key",
    "register": "20/h/ip,60/d/ip,10/d/key",
    "still_true": "30/h/ip,100/d/ip",
    "report_wrong": "10/h/ip,30/d/ip",
    # By a token; and whoever tries tokens that are none.
    "api_write": "60/m/key,2000/d/key",
    "api_unknown_token": "60/10m/ip",
}
TRUSTED_PROXIES = environment.number("PODWORKO_TRUSTED_PROXIES", 0)
"""How many proxies stand before the instance and add to X-Forwarded-For; what others write there does not count."""
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("polski")), ("en", _("angielski")), ("uk", _("ukraiński"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = DATA / "uploads"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

TILES = environment.text("PODWORKO_TILES", "")
"""Address of map tiles; none by default, since whoever serves them learns who looks at which place."""
TILES_ATTRIBUTION = environment.text("PODWORKO_TILES_ATTRIBUTION", "")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *instance.tile_host(TILES)],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SITE.is_https
SECURE_HSTS_SECONDS = 31_536_000 if SITE.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE.is_https
SECURE_HSTS_PRELOAD = SITE.is_https
SESSION_COOKIE_SECURE = SITE.is_https
CSRF_COOKIE_SECURE = SITE.is_https
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender("PODWORKO_MAIL_FROM", f"Podwórko <podworko@{SITE.host}>")
MAIL_SERVER = environment.mail_server("EMAIL_URL")
if MAIL_SERVER:
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER.starts_encrypted, MAIL_SERVER.turns_encrypted
else:
    EMAIL_BACKEND = f"podworko.core.mailbox.{'Mailbox' if SITE.is_loopback else 'NoMail'}"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = logs.configuration(DATA / "logs", is_plain=DEVELOPMENT)

environment.refuse_unknown()
