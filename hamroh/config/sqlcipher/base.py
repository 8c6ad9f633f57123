"""The backend: Django's own SQLite backend with SQLCipher's module in the place of sqlite3."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as cipher

# Converters and adapters are kept per module: Django registers its own with sqlite3 alone.
CONVERTERS = {
    "bool": b"1".__eq__,
    "date": base.decoder(parse_date),
    "time": base.decoder(parse_time),
    "datetime": base.decoder(parse_datetime),
    "timestamp": base.decoder(parse_datetime),
}
for _name, _converter in CONVERTERS.items():
    cipher.register_converter(_name, _converter)
cipher.register_adapter(decimal.Decimal, str)
cipher.register_adapter(datetime.date, base.adapt_date)
cipher.register_adapter(datetime.datetime, base.adapt_datetime)


class Cursor(cipher.Cursor):
    """Django writes %s placeholders; SQLite knows ? alone."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if hasattr(params, "keys") else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each row of parameters."""
        return super().executemany(self.convert_query(query), param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens each connection with `PRAGMA key` before anything is read."""

    Database = cipher

    def get_connection_params(self) -> dict[str, Any]:
        """The key travels beside SQLite's own parameters and never in the file's name."""
        params = super().get_connection_params()
        self._key = params.pop("key")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, unlock, register Django's SQL functions, apply the opening PRAGMAs."""
        connection = cipher.connect(**conn_params)
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
        register_functions(connection)
        for statement in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self.init_commands):  # type: ignore[attr-defined]
            if statement.strip():
                connection.execute(statement)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of SQLCipher's own class: sqlite3's cannot serve its connection."""
        return self.connection.cursor(factory=Cursor)
