"""Queries whose SQL is written once per process: to build it takes Django longer than a database takes to answer it.

The query itself stays an ordinary QuerySet, so that who may see what is said in one place only:

    area_named = Prepared(lambda slug: Area.objects.filter(slug=slug), str)
    area_named.first("azory")

The function is called once, with stand-ins of the given types; only their places in the SQL are
filled in later. So it may compare with its arguments, and nothing else: no slice by them, no branch
on them, an `in` only over a list that is always of one length. What depends on the asker's reach or on the day is an
argument, or belongs in an ordinary query.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models

from podworko.core.reading import fetch
from podworko.core.visibility import Reach

T = TypeVar("T")
_NUMBER = 7_316_402_918_000_000_000
_FRACTION = -7.316402918e15
"""Negative, so that it equals no whole stand-in; steps of one are exact at this size."""
_TEXT = "stand-in-{}-for-an-argument"
_DAY = date(9731, 1, 1)

Kind = type[int] | type[float] | type[str] | type[date]
Argument = float | str | date
"""Of one of these kinds."""


class Prepared(Generic[T]):
    """A query over the arguments of a function; gives model instances, or tuples after `values_list`."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, T]"], *kinds: Kind) -> None:
        self._build = build
        self._kinds = kinds
        self._plans: dict[str, _Plan] = {}

    def all(self, *arguments: Argument) -> list[T]:
        """Run the query; each argument is of the kind that was announced for it."""
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = _Plan(self._build, self._kinds)
        return cast("list[T]", plan.run(arguments))

    def first(self, *arguments: Argument) -> T | None:
        """Run the query and return its first row, if there is one."""
        rows = self.all(*arguments)
        return rows[0] if rows else None


class ForReader(Generic[T]):
    """A query that depends on what its reader may see: prepared for passers-by, written anew for all others.

    The function takes the reader's reach and the arguments.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[Any, T]"], *kinds: Kind) -> None:
        self._build = build
        self._public = Prepared(partial(build, Reach()), *kinds)

    def all(self, reach: Reach, *arguments: Argument) -> list[T]:
        """Run the query for a reader."""
        if reach.is_anonymous:
            return self._public.all(*arguments)
        return list(self._build(reach, *arguments))

    def first(self, reach: Reach, *arguments: Argument) -> T | None:
        """Run the query for a reader and return its first row, if there is one."""
        rows = self.all(reach, *arguments)
        return rows[0] if rows else None


class _Plan:
    """The SQL of a query in one database's dialect, and how its rows become values."""

    def __init__(self, build: Callable[..., Any], kinds: tuple[Kind, ...]) -> None:
        stand_ins = [_stand_in(kind, place) for place, kind in enumerate(kinds)]
        rows = build(*stand_ins)
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, parameters = compiler.as_sql()
        self.parameters = [(value, _argument_in(value, stand_ins)) for value in parameters]
        used = {place for _value, place in self.parameters if place is not None}
        if used != set(range(len(kinds))):
            raise TypeError(f"arguments {set(range(len(kinds))) - used} do not stand in the query")
        self.stand_ins = stand_ins
        self.converters = compiler.get_converters([expression for expression, *_sql in compiler.select])
        self.model = None
        if issubclass(rows._iterable_class, models.query.ModelIterable):  # noqa: SLF001
            if rows.query.select_related:
                raise TypeError("select_related cannot be prepared")
            self.model = rows.model
            self.names = [expression.target.attname for expression, *_sql in compiler.select]

    def run(self, arguments: tuple[Argument, ...]) -> list[Any]:
        """Fill in the arguments and return the rows."""
        filled = [
            value if place is None else _fill(value, self.stand_ins[place], arguments[place])
            for value, place in self.parameters
        ]
        rows = fetch(self.sql, filled)
        if self.converters:
            rows = [self._converted(row) for row in rows]
        if self.model is None:
            return cast("list[Any]", rows)
        return [self.model.from_db(connection.alias, self.names, row) for row in rows]

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        return tuple(values)


def _stand_in(kind: Kind, place: int) -> Argument:
    if kind is str:
        return _TEXT.format(place)
    if kind is date:
        return _DAY + timedelta(days=place)
    return _NUMBER + place if kind is int else _FRACTION - place


def _argument_in(value: Any, stand_ins: list[Argument]) -> int | None:
    for place, stand_in in enumerate(stand_ins):
        if value == _written(stand_in, value):
            return place
        if isinstance(value, str) and isinstance(stand_in, str) and stand_in in value:
            return place
    return None


def _fill(value: Any, stand_in: Argument, argument: Argument) -> Any:
    """Put an argument in its place; in a pattern such as `stand-in%` as the text that it is."""
    if value == _written(stand_in, value):
        return _written(argument, value)
    return value.replace(stand_in, connection.ops.prep_for_like_query(str(argument)))


def _written(argument: Argument, value: Any) -> Argument:
    """Return a day as this database is given days: one of them as text."""
    return argument.isoformat() if isinstance(argument, date) and isinstance(value, str) else argument
