import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
        ('resources', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountedEntry',
            fields=[
                ('location_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('area_ids', models.JSONField()),
                ('category', models.CharField(max_length=40)),
                ('longitude_e7', models.BigIntegerField(null=True)),
                ('latitude_e7', models.BigIntegerField(null=True)),
                ('is_exact', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zoom', models.SmallIntegerField()),
                ('category', models.CharField(blank=True, max_length=40)),
                ('x', models.IntegerField()),
                ('y', models.IntegerField()),
                ('entries', models.IntegerField()),
                ('placed', models.IntegerField()),
                ('exact', models.IntegerField()),
                ('longitude_sum', models.BigIntegerField()),
                ('latitude_sum', models.BigIntegerField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'zoom', 'category', 'x', 'y'), name='one_cell')],
            },
        ),
    ]
