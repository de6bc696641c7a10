import django.db.models.deletion
from django.db import migrations, models

from podworko.core.search.fulltext import MakeFullTextIndex


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_collect_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=80)),
                ('source_id', models.BigIntegerField()),
                ('model', models.CharField(max_length=80)),
                ('object_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('title_key', models.CharField(max_length=300)),
                ('other_titles', models.JSONField(default=list)),
                ('label', models.CharField(blank=True, max_length=300)),
                ('address', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('numbers', models.JSONField(default=list)),
                ('page', models.JSONField(default=dict)),
                ('terms', models.TextField(blank=True)),
                ('visibility', models.CharField(max_length=12)),
                ('owner_id', models.BigIntegerField(null=True)),
                ('author_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('source', 'source_id', 'model', 'object_id'), name='found_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchDocumentArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_id', models.BigIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='core.searchdocument')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'area_id'), name='document_once_in_area')],
            },
        ),
        MakeFullTextIndex(),
    ]
