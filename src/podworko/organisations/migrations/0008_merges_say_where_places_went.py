from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_stakeholders"),
    ]

    operations = [
        migrations.AddField(
            model_name="merge",
            name="joined_places",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
