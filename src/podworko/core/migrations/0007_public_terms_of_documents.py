"""Give the documents that everybody may see the terms by which passers-by find them: `core.search.fulltext`, #b and #y.

The index of words follows: PostgreSQL's by itself, SQLite's is made anew.
"""

from django.db import migrations

PUBLIC = {"#a": "#b", "#x": "#y"}
BATCH = 500


def public_terms(terms):
    held = terms.split()
    if "#vpublic" not in held:
        return terms
    own = [PUBLIC[term[:2]] + term[2:] for term in held if term[:2] in PUBLIC]
    return " ".join(dict.fromkeys([*held, *own]))


def add_terms(apps, schema_editor):
    documents = apps.get_model("core", "SearchDocument").objects.order_by("pk")
    if not documents.exists():
        return
    rows = []
    for row in documents.only("pk", "terms").iterator(chunk_size=BATCH):
        row.terms = public_terms(row.terms)
        rows.append(row)
        if len(rows) == BATCH:
            documents.bulk_update(rows, ["terms"])
            rows = []
    documents.bulk_update(rows, ["terms"])
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("INSERT INTO core_search_fts (core_search_fts) VALUES ('rebuild')")


class Migration(migrations.Migration):
    dependencies = [("core", "0006_index_titles_of_documents")]
    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
