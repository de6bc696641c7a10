from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("user_id", models.BigIntegerField(null=True)),
                ("made_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"indexes": [models.Index(fields=["at"], name="submission_by_age")]},
        ),
        migrations.AddField("auditentry", "about", models.CharField(blank=True, default="", max_length=80), preserve_default=False),
        migrations.AddField("auditentry", "part_of", models.BigIntegerField(null=True)),
        migrations.AddField("auditentry", "visibility", models.CharField(blank=True, default="", max_length=12), preserve_default=False),
        migrations.AddField("auditentry", "author_id", models.BigIntegerField(null=True)),
        migrations.AddIndex("auditentry", models.Index(fields=["about", "-id"], name="audit_about")),
        migrations.AddIndex("auditentry", models.Index(fields=["part_of"], name="audit_part_of")),
    ]
