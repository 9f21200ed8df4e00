"""Statements of the answer path: written with SQLAlchemy, compiled once for each engine, run by the driver itself.

Going through `Connection.execute` costs more than SQLite's own work on such small statements; see
`benchmarks/answer.py`. Values go in and out as the driver has them: moments as milliseconds.
"""

from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor


class Direct:
    """An open transaction of the driver's own connection."""

    def __init__(self, cursor: DBAPICursor, dialect: Dialect) -> None:
        self.cursor = cursor
        self.dialect = dialect

    @cached_property
    def is_sqlite(self) -> bool:
        """Say which of the two engines it is."""
        return self.dialect.name == "sqlite"


class Statement:
    """A statement compiled once for each dialect."""

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause
        self._compiled = lru_cache(self._compile)

    def _compile(self, dialect: Dialect) -> tuple[str, tuple[str, ...] | None]:
        compiled = self._clause.compile(dialect=dialect)
        names = getattr(compiled, "positiontup", None)
        return str(compiled), None if names is None else tuple(names)

    def _execute(self, direct: Direct, values: dict[str, Any]) -> DBAPICursor:
        sql, names = self._compiled(direct.dialect)
        direct.cursor.execute(sql, values if names is None else [values[name] for name in names])
        return direct.cursor

    def rows(self, direct: Direct, **values: Any) -> list[Any]:
        """Run it and return all rows as tuples."""
        return list(self._execute(direct, values).fetchall())

    def run(self, direct: Direct, **values: Any) -> int:
        """Run it and return how many rows it touched."""
        return self._execute(direct, values).rowcount
