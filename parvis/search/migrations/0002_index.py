from django.db import migrations

from parvis.search.matching import COLUMNS, PG_VECTOR

FTS = [
    f"CREATE VIRTUAL TABLE search_forms USING fts5({COLUMNS}, content='search_document', content_rowid='id', detail=none, "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '@'\")",
    f"CREATE TRIGGER search_document_in AFTER INSERT ON search_document BEGIN "
    f"INSERT INTO search_forms(rowid, {COLUMNS}) VALUES (new.id, new.title, new.body, new.marks); END",
    f"CREATE TRIGGER search_document_out AFTER DELETE ON search_document BEGIN INSERT INTO search_forms(search_forms, rowid, {COLUMNS}) "
    "VALUES ('delete', old.id, old.title, old.body, old.marks); END",
    f"CREATE TRIGGER search_document_on AFTER UPDATE ON search_document BEGIN INSERT INTO search_forms(search_forms, rowid, {COLUMNS}) "
    "VALUES ('delete', old.id, old.title, old.body, old.marks); "
    f"INSERT INTO search_forms(rowid, {COLUMNS}) VALUES (new.id, new.title, new.body, new.marks); END",
]


def make(apps, schema_editor):
    """An inverted index: GIN on PostgreSQL (no extension is needed), FTS5 on SQLite, which follows the table by triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX search_document_forms ON search_document USING gin ({PG_VECTOR})")
    else:
        for statement in FTS:
            schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_document_forms")
    else:
        for name in ("in", "out", "on"):
            schema_editor.execute(f"DROP TRIGGER search_document_{name}")
        schema_editor.execute("DROP TABLE search_forms")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
