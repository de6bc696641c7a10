"""A database that was indexed before passers-by had terms of their own."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection

from podworko.core import public_page
from podworko.core.search import fulltext
from podworko.core.search.models import SearchDocument

migration = import_module("podworko.core.migrations.0007_public_terms_of_documents")


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def terms():
    return {row.pk: set(row.terms.split()) for row in SearchDocument.objects.all()}


def test_documents_of_an_older_program_are_found_by_passers_by(loaded_demo, client):
    after = terms()
    fulltext.discard(list(after))
    for row in SearchDocument.objects.all():
        row.terms = " ".join(term for term in row.terms.split() if term[:2] not in {"#b", "#y"})
        row.save(update_fields=["terms"])
    fulltext.add(list(after))
    assert "<mark>Słoneczna</mark>" not in client.get("/azory/search/?q=sloneczna").text
    # SQLite's editor of the schema cannot be opened within a test's transaction; what is needed of it can be had.
    migration.add_terms(apps, SimpleNamespace(connection=connection, execute=execute))
    assert terms() == after
    assert any(term.startswith("#b") for held in after.values() for term in held)
    # What a process has kept ends with it, and no process serves pages while a schema changes.
    public_page.forget()
    assert "<mark>Słoneczna</mark>" in client.get("/azory/search/?q=sloneczna").text
