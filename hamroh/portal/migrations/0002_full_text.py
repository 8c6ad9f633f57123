"""The full-text index: FTS5 on SQLite, kept by triggers; an index over the text's vector on PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE portal_search_text USING fts5(text, content='portal_searchentry', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3 4')",
    "CREATE TRIGGER portal_search_added AFTER INSERT ON portal_searchentry BEGIN"
    " INSERT INTO portal_search_text(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER portal_search_removed AFTER DELETE ON portal_searchentry BEGIN"
    " INSERT INTO portal_search_text(portal_search_text, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER portal_search_changed AFTER UPDATE ON portal_searchentry BEGIN"
    " INSERT INTO portal_search_text(portal_search_text, rowid, text) VALUES ('delete', old.id, old.text);"
    " INSERT INTO portal_search_text(rowid, text) VALUES (new.id, new.text); END",
)
POSTGRESQL = ("CREATE INDEX portal_search_text ON portal_searchentry USING gin (to_tsvector('simple', text))",)


def make(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER portal_search_{name}")
        schema_editor.execute("DROP TABLE portal_search_text")
    else:
        schema_editor.execute("DROP INDEX portal_search_text")


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
