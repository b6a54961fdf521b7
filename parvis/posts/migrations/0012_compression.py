from django.db import migrations

COLUMNS = ("body_text", "body_html")


def compress(apps, schema_editor):
    """Long texts are kept in the compression that is read the quickest, where the server has it; those of before stay as they are."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        quicker = cursor.fetchone()
    if quicker and quicker[0]:
        for column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE posts_post ALTER COLUMN {column} SET COMPRESSION lz4")


class Migration(migrations.Migration):
    dependencies = [("posts", "0011_known_pages")]
    operations = [migrations.RunPython(compress, migrations.RunPython.noop)]
