"""Records to and from plain JSON types, strictly, with cattrs. The only module that imports cattrs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from attrs import fields, frozen, has, resolve_types

from withdrawal_concepts._findings import Finding
from withdrawal_concepts._text import nearest
from withdrawal_concepts.errors import InvalidContentError

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
Path = tuple[str | int, ...]
Json = dict[str, Any] | list[Any] | str | int | float | bool | None
"""What json.loads gives (YAML front matter gives a part of it)."""


@frozen
class Problem:
    """One thing wrong with plain data: where (keys and indices from the top), what, and what would be right."""

    path: Path
    message: str
    suggestion: str = ""


class StructureError(ValueError):
    """Plain data do not have the shape of the record; *problems* holds every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def to_dict(record: Any) -> Any:
    """Return *record* (any record, or a tuple or mapping of records) as plain JSON types.

    Every field is there, tuples become lists, dates ISO 8601 text. Raises TypeError for anything else, such as a
    glossary.

    >>> import withdrawal_concepts as wc
    >>> wc.to_dict(wc.load().terms["loneliness"])["category"]
    'feeling'
    """
    data = _converter().unstructure(record)
    if not isinstance(data, (dict, list, str, int, float, type(None))):
        raise TypeError(f"a record, or a tuple or mapping of records, is needed here, not {type(record).__name__}")
    return data  # pyright: ignore[reportUnknownVariableType]


def from_dict(cls: type[T], data: Any) -> T:
    """Return the record of class *cls* that *data* describes, the inverse of :func:`to_dict`.

    Nothing is coerced and unknown keys are refused. Raises InvalidContentError, whose findings name every
    problem with its place as ``$.field[index]``.

    >>> import withdrawal_concepts as wc
    >>> wc.from_dict(wc.Source, {"article": "isolate", "heading": "Lead"})
    Source(article='isolate', heading='Lead')
    """
    try:
        return structure(cls, data)
    except StructureError as error:
        raise InvalidContentError(as_findings(error, "")) from None


def as_findings(error: StructureError, file: str, prefix: Path = ()) -> list[Finding]:
    """Return the problems as findings without lines, each placed by its JSON path."""
    return [
        Finding(file or "data", 0, 0, "E103", f"{json_path((*prefix, *p.path))}: {p.message}", p.suggestion)
        for p in error.problems
    ]


def json_path(path: Path) -> str:
    """Return a place as ``$.relations[2].kind``."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def structure(cls: type[T], data: Any) -> T:
    """Return the record, or raise StructureError with every problem."""
    from cattrs.errors import BaseValidationError

    try:
        return _converter().structure(data, cls)
    except BaseValidationError as error:
        problems = list(_problems(error, ()))
    except (AttributeError, TypeError, ValueError) as error:
        problems = [_problem(error, ())]
    raise StructureError(problems)


def _resolved(cls: Any) -> Any:
    """Return the attrs class *cls* with the types of its fields in place of their names.

    Names that its module imports for type checkers alone, so that a search need not make their classes, are public
    ones of the package.
    """
    names: dict[str, Any] = {}
    while True:
        try:
            return resolve_types(cls, localns=names)
        except NameError as error:
            name = str(error.name)
            names[name] = getattr(import_module("withdrawal_concepts"), name)


@lru_cache(maxsize=1)
def _converter() -> Converter:
    from cattrs.cols import homogenous_tuple_structure_factory
    from cattrs.preconf.json import make_converter

    converter = make_converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})

    @converter.register_structure_hook_factory(has)
    def _from_plain(cls: Any) -> Any:
        return converter.gen_structure_attrs_fromdict(_resolved(cls))

    @converter.register_unstructure_hook_factory(has)
    def _to_plain(cls: Any) -> Any:
        return converter.gen_unstructure_attrs_fromdict(_resolved(cls))

    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(datetime.date, _date)
    converter.register_structure_hook_func(lambda t: getattr(t, "__origin__", None) is Literal, _choice)

    @converter.register_structure_hook_factory(lambda t: getattr(t, "__origin__", None) is tuple)
    def _list(wanted: Any, converter: Converter) -> Any:
        each = homogenous_tuple_structure_factory(wanted, converter)

        def structure_list(value: Any, _: Any) -> Any:
            # A text is iterable too: without this, "abc" would become ("a", "b", "c").
            if not isinstance(value, list | tuple):
                raise WrongValueError(
                    f"a list is needed here, not {_what(value)}", "one item a line, each after a hyphen and a space"
                )
            return each(value, wanted)

        return structure_list

    return converter


class WrongValueError(ValueError):
    """A value of the wrong kind, before its place is known."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message = message
        self.suggestion = suggestion


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise WrongValueError(f"text is needed here, not {_what(value)}")
    return value


def _whole_number(value: Any, _: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongValueError(f"a whole number is needed here, not {_what(value)}")
    return value


def _truth(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(f"true or false is needed here, not {_what(value)}")
    return value


def _date(value: Any, _: Any) -> datetime.date:
    if isinstance(value, str):
        try:
            day = datetime.date.fromisoformat(value)
            if day.isoformat() == value:  # later Pythons read other forms, too
                return day
        except ValueError:
            pass
    raise WrongValueError(f"{_what(value)} is not a date", "year-month-day, such as 2026-11-21")


def _choice(value: Any, wanted: Any) -> Any:
    choices = get_args(wanted)
    if isinstance(value, str) and value in choices:
        return value
    close = nearest(value, list(choices), 1) if isinstance(value, str) else ()
    hint = f"did you mean '{close[0]}'?" if close else "one of: " + ", ".join(choices)
    raise WrongValueError(
        f"{_what(value)} is not one of {', '.join(choices)}" if close else f"{_what(value)} is not known", hint
    )


def _what(value: object) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "...")
    shapes: dict[type[Any], str] = {dict: "a group of keys", list: "a list", type(None): "nothing"}
    return shapes.get(type(value), repr(value)[:40])


def _problems(error: Exception, path: Path) -> Iterator[Problem]:
    from cattrs.errors import (
        AttributeValidationNote,
        BaseValidationError,
        IterableValidationNote,
    )

    if not isinstance(error, BaseValidationError):
        yield from _flat(error, path)
        return
    for inner in error.exceptions:
        here = path
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                here = (*path, note.name)
            elif isinstance(note, IterableValidationNote):
                here = (*path, note.index)
        yield from _problems(inner, here)


def _flat(error: Exception, path: Path) -> Iterator[Problem]:
    from cattrs.errors import ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        known = [a.name for a in fields(error.cl)]
        for key in sorted(error.extra_fields, key=str):
            close = nearest(str(key), known, 1)
            hint = f"did you mean '{close[0]}'?" if close else "known keys: " + ", ".join(known)
            yield Problem((*path, key), f"unknown key '{key}'", hint)
    else:
        yield _problem(error, path)


def _problem(error: Exception, path: Path) -> Problem:
    if isinstance(error, WrongValueError):
        return Problem(path, error.message, error.suggestion)
    if isinstance(error, KeyError):
        return Problem(path, f"'{path[-1]}' is missing", f"add {path[-1]}: ...")
    if isinstance(error, AttributeError | TypeError):  # cattrs asked for the keys of something that has none
        return Problem(path, "a group of keys is needed here", "write key: value")
    return Problem(path, str(error))
