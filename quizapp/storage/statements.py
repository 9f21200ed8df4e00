"""Statements of the answer path: written with SQLAlchemy, compiled once for each engine, run by the driver itself.

Going through `Connection.execute` costs more than SQLite's own work on such small statements; see
`benchmarks/answer.py`. Values go in and out as the driver has them: moments as milliseconds.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor


class Direct:
    """An open cursor of the driver, and the dialect that it speaks."""

    __slots__ = ("cursor", "dialect", "is_sqlite")

    def __init__(self, cursor: DBAPICursor, dialect: Dialect) -> None:
        self.cursor = cursor
        self.dialect = dialect
        self.is_sqlite = dialect.name == "sqlite"


class Statement:
    """A statement with parameters, compiled once for each dialect."""

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause
        self._compiled: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {}

    def rows(self, direct: Direct, **values: Any) -> list[Any]:
        """Run it and return all rows as tuples."""
        sql, bound = self._compiled.get(direct.dialect.name) or self._compile(direct.dialect)
        direct.cursor.execute(sql, bound(values))
        return direct.cursor.fetchall()  # type: ignore[return-value]

    def run(self, direct: Direct, **values: Any) -> int:
        """Run it and return how many rows it touched."""
        sql, bound = self._compiled.get(direct.dialect.name) or self._compile(direct.dialect)
        direct.cursor.execute(sql, bound(values))
        return direct.cursor.rowcount

    def run_many(self, direct: Direct, rows: Sequence[dict[str, Any]]) -> None:
        """Run it once for each row of values."""
        if rows:
            sql, bound = self._compiled.get(direct.dialect.name) or self._compile(direct.dialect)
            direct.cursor.executemany(sql, [bound(values) for values in rows])

    def sql(self, dialect: Dialect) -> str:
        """Return its text in a dialect."""
        return self._compile(dialect)[0]

    def _compile(self, dialect: Dialect) -> tuple[str, Callable[[dict[str, Any]], Any]]:
        compiled = self._clause.compile(dialect=dialect)
        names = getattr(compiled, "positiontup", None)
        made = str(compiled), dict if names is None else _in_order(names)
        self._compiled[dialect.name] = made
        return made


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Any]:
    """Return what puts values into the order of a statement's parameters."""
    if not names:
        return lambda values: ()
    get = itemgetter(*names)
    return get if len(names) > 1 else lambda values: (get(values),)


def run_many(connection: Connection, clause: ClauseElement, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for many rows by the driver itself; values are as it has them, in each row by the same names."""
    compiled = clause.compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = getattr(compiled, "positiontup", None)
    values = [*map(_in_order(names), rows)] if names else [*map(dict, rows)]
    connection.exec_driver_sql(str(compiled), values)
