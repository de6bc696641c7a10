"""Give the data of this instance a name of its own, from which public ids are made: `core.identity`."""

import uuid

from django.db import migrations, models


def name_this_instance(apps, schema_editor):
    apps.get_model("core", "Identity").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("core", "0007_public_terms_of_documents")]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("namespace", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "verbose_name_plural": "identities",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_identity")],
            },
        ),
        migrations.RunPython(name_this_instance, migrations.RunPython.noop),
    ]
