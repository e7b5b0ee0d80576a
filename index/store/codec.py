"""Dataclasses and named tuples to JSON and back, without loss: decimals as strings, tuples as lists.

The way back is compiled once a class from its type hints, so that no type is spelled out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Set
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import orjson

T = TypeVar("T")
Reading = Callable[[Any], Any]

_PLAIN = (str, int, float, bool)


def encode_json(value: object) -> bytes:
    """The JSON of dataclasses, named tuples, tuples, decimals and plain values."""
    return orjson.dumps(value, default=_plain)


def decode_json(kind: type[T], data: bytes) -> list[T]:
    """The values of a JSON list, each of the dataclass or named tuple `kind`. ValueError when they are not."""
    read = _reading_of(cast(Hashable, kind))
    try:
        return [read(item) for item in orjson.loads(data)] if read else list(orjson.loads(data))
    except (KeyError, TypeError, InvalidOperation) as error:
        raise ValueError(f"not a list of {kind.__name__}: {error!r}") from error


def _plain(value: object) -> object:
    """What stands in JSON for a value that it does not know: an object for a named tuple, text for a decimal."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return value._asdict()
    raise TypeError(type(value).__name__)


@cache
def _reading_of(hint: Hashable) -> Reading | None:
    """How a value of this type is made from its JSON; None where the JSON already is the value."""
    if hint in _PLAIN:
        return None
    if hint is Decimal:
        return Decimal
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        required = {item.name for item in fields(hint) if MISSING is item.default is item.default_factory}
        return _reading_of_fields(hint, required)
    if isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields"):
        return _reading_of_fields(hint, set(get_type_hints(hint)) - vars(hint)["_field_defaults"].keys())
    if isinstance(hint, UnionType):
        return _reading_of_union(hint)
    if get_origin(hint) is tuple:
        return _reading_of_tuple(hint)
    raise TypeError(f"no way to read {hint!r} from JSON")


def _reading_of_union(hint: Any) -> Reading | None:
    (kind,) = [option for option in get_args(hint) if option is not NoneType]  # only `X | None` is in use
    read = _reading_of(kind)
    return read and (lambda value: None if value is None else read(value))


def _reading_of_tuple(hint: Any) -> Reading:
    read = _reading_of(get_args(hint)[0])  # all items are of one type
    return tuple if read is None else lambda values: tuple(map(read, values))


def _reading_of_fields(kind: Any, required: Set[str]) -> Reading:
    steps = [(name, _reading_of(hint)) for name, hint in get_type_hints(kind).items()]

    def read(values: dict[str, Any]) -> Any:
        known = {name: values[name] if step is None else step(values[name]) for name, step in steps if name in values}
        if not known.keys() >= required:
            raise KeyError(*(required - known.keys()))
        return kind(**known)

    return read
