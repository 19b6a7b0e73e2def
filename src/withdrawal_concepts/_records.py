"""What records have in common, and read-only mappings of records that are built when they are first touched."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, NoReturn, TypeVar

from withdrawal_concepts._text import LONGEST_LABEL, nearest
from withdrawal_concepts.errors import NotFoundError

R = TypeVar("R")
_dict: Any = dict  # for its own methods; for pyright, those of the bare class have no type
_NEVER_EMPTY = object()


class Record:
    """How records compare, hash and show themselves, for attrs classes with ``eq=False, repr=False``.

    It does what attrs would generate and compile for each class anew, which costs a first lookup a twentieth of its
    time and a quarter of a megabyte.
    """

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()
    """The names of the fields, in order; attrs sets it."""

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__match_args__)

    def __hash__(self) -> int:
        return hash((self.__class__, *[getattr(self, name) for name in self.__match_args__]))

    def __repr__(self) -> str:
        fields = [f"{name}={getattr(self, name)!r}" for name in self.__match_args__]
        return f"{self.__class__.__qualname__}({', '.join(fields)})"


class Records(dict[str, R]):
    """A read-only ``Mapping[str, record]`` in id order.

    A subclass of dict only for speed: ``records[id]`` is a plain dict access once a record has been
    touched. Everything that would change it raises TypeError. Two threads that touch a record at the same
    moment get the same object, because ``dict.setdefault`` publishes one of the two.
    """

    __slots__ = ("_apart", "_build", "_not_found", "_raw", "_redirects", "_version")

    def __init__(
        self,
        raw: Mapping[str, Any],
        build: Callable[[str, Any], R],
        not_found: type[NotFoundError],
        version: str = "",
        redirects: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        """*raw* holds what *build* turns into a record; *redirects* gives what became of ids that went away."""
        super().__init__()
        self._raw = raw
        self._build = build
        self._not_found = not_found
        self._version = version
        self._redirects = redirects
        self._apart: dict[str, R] = {}
        # The encoder of the json module takes a dict that is empty at its word.
        _dict.__setitem__(self, _NEVER_EMPTY, None)

    def __missing__(self, id: object) -> R:
        if isinstance(id, str):
            if len(id) > LONGEST_LABEL:
                raise self._not_found(id, self._version, (), f"an id has at most {LONGEST_LABEL} characters")
            if id in self._raw:
                record = self._touched(id)
                if id in self._apart:
                    from withdrawal_concepts._deprecation import is_asked_for, warn_of_term

                    if is_asked_for():
                        warn_of_term(record)
                return record
            redirect = self._redirect(id)
            if redirect is None:
                raise self._not_found(id, self._version, nearest(id, list(self._raw)))
            if redirect.moved_to in self._raw:
                from withdrawal_concepts._deprecation import warn_of_move

                warn_of_move(redirect)
                return self[redirect.moved_to]
            raise self._not_found(id, self._version, (), redirect.hint)
        raise self._not_found(id, self._version, (), "an id is a str")

    def used(self, id: str) -> R:
        """Return what ``[id]`` gives, for an id that came from outside of this package: a deprecated one is told."""
        record = self[id]
        if id in self._apart:
            from withdrawal_concepts._deprecation import warn_of_term

            warn_of_term(record)
        return record

    def _touched(self, id: str) -> R:
        """Build a record. A deprecated one is kept apart, so that each use of it is a miss and can be warned of."""
        record: R | None = self._apart.get(id)
        if record is not None:
            return record
        built = self._build(id, self._raw[id])
        if getattr(built, "status", None) == "deprecated":
            return self._apart.setdefault(id, built)
        kept: R = _dict.setdefault(self, id, built)
        return kept

    def _redirect(self, id: str) -> Any:
        return None if self._redirects is None else self._redirects().get(id)

    def get(self, id: object, default: Any = None) -> Any:
        """Return the record, or *default* where there is none. Never raises; an id that moved is followed."""
        if not isinstance(id, str):
            return default
        if id in self._raw:
            record = _dict.get(self, id)
            return self._touched(id) if record is None else record
        redirect = self._redirect(id)
        if redirect is None or redirect.moved_to not in self._raw:
            return default
        from withdrawal_concepts._deprecation import is_asked_for, warn_of_move

        if is_asked_for():
            warn_of_move(redirect)
        return self[redirect.moved_to]

    def __contains__(self, id: object) -> bool:
        return id in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __reversed__(self) -> Iterator[str]:
        return reversed(list(self._raw))

    def __len__(self) -> int:
        return len(self._raw)

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        return KeysView(self)

    def values(self) -> ValuesView[R]:  # type: ignore[override]
        return ValuesView(self)

    def items(self) -> ItemsView[str, R]:  # type: ignore[override]
        return ItemsView(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        # What an isinstance check makes of an object has no type arguments for pyright, and a cast to them is
        # redundant for mypy.
        return len(self) == len(other) and all(id in other and self[id] == other[id] for id in self)  # pyright: ignore[reportUnknownArgumentType]

    __hash__ = None

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        return f"<{len(self)} records: {', '.join(list(self)[:3])}{', ...' if len(self) > 3 else ''}>"

    def __or__(self, other: Any) -> dict[str, Any]:  # type: ignore[override]
        return {**self, **other}

    def __ror__(self, other: Any) -> dict[str, Any]:  # type: ignore[override]
        return {**other, **self}

    def copy(self) -> dict[str, R]:
        """Return a plain dict of all records, free to change."""
        return {id: self[id] for id in self}

    def __copy__(self) -> Records[R]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Records[R]:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return complete, (self.copy(), self._not_found, self._version, self._redirects and self._redirects())

    def _read_only(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a glossary is read-only; copy() gives a dict that you may change")

    __setitem__ = __delitem__ = __ior__ = _read_only
    clear = pop = popitem = _read_only
    setdefault = update = _read_only  # pyright: ignore[reportAssignmentType] - some overloads take any mapping as self

    @classmethod
    def fromkeys(cls, *_: Any) -> NoReturn:
        raise TypeError("a glossary is read-only")


def _same(_: str, record: Any) -> Any:
    return record


def complete(
    records: Mapping[str, R],
    not_found: type[NotFoundError],
    version: str = "",
    redirects: Mapping[str, Any] | None = None,
) -> Records[R]:
    """Return *records*, which are built already, as a read-only mapping in id order."""
    ordered = {id: records[id] for id in sorted(records)}
    return Records(ordered, _same, not_found, version, None if redirects is None else lambda: redirects)
