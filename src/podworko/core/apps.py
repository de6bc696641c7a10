from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "podworko.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the full-text index emptied with the tables that `flush` empties."""
        post_migrate.connect(_forget_flushed_documents, sender=self)


def _forget_flushed_documents(using: str, **_said: Any) -> None:
    from podworko.core.search import fulltext

    fulltext.discard_orphans(connections[using])
