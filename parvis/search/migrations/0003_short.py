from django.db import migrations, models

from parvis.search.matching import COLUMNS, PG_VECTOR

OUT = f"INSERT INTO search_forms(search_forms, rowid, {COLUMNS}) VALUES ('delete', old.id, old.title, old.body, old.marks);"
IN = f"INSERT INTO search_forms(rowid, {COLUMNS}) VALUES (new.id, new.title, new.body, new.marks);"
# SQLite made the table anew for its column, without them.
TRIGGERS = {"in": f"AFTER INSERT ON search_document BEGIN {IN}", "out": f"AFTER DELETE ON search_document BEGIN {OUT}", "on": f"AFTER UPDATE ON search_document BEGIN {OUT} {IN}"}


def shape(apps, schema_editor):
    """Names have an index of their own on PostgreSQL, so that a beginning is looked for among names only. Nothing waits to be put
    into an index while one reads (`fastupdate`). All is read again by the worker, for the marks of days."""
    if schema_editor.connection.vendor != "postgresql":
        for name, rest in TRIGGERS.items():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS search_document_{name}")
            schema_editor.execute(f"CREATE TRIGGER search_document_{name} {rest} END")
    apps.get_model("search", "Building").objects.exclude(kind="").delete()
    apps.get_model("search", "Document").objects.filter(kind__in=["person", "community", "subject", "file"]).update(is_short=True)
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
            quicker = cursor.fetchone()
        if quicker and quicker[0]:  # read many at a time, to be weighed
            schema_editor.execute("ALTER TABLE search_document ALTER COLUMN body SET COMPRESSION lz4")
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("ALTER INDEX search_document_forms SET (fastupdate = off)")
        schema_editor.execute("SELECT gin_clean_pending_list('search_document_forms')")
        schema_editor.execute(
            f"CREATE INDEX search_document_short ON search_document USING gin ({PG_VECTOR}) WITH (fastupdate = off) WHERE is_short"
        )


def unshape(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_document_short")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [
        migrations.AddField("document", "is_short", models.BooleanField(default=False)),
        migrations.RunPython(shape, unshape),
    ]
