from django.db import migrations

from podworko.core.spatial import IndexPoints


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [IndexPoints("Location")]
