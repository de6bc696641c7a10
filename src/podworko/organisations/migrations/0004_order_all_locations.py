from django.db import migrations, models

from podworko.core.spatial import IndexPoints


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_invitations_and_openings")]
    operations = [
        migrations.AddIndex("location", models.Index(fields=["sort_key", "id"], name="location_order")),
        IndexPoints("Location"),
    ]
