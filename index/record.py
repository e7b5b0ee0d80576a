"""Values that are never changed once they are made, where a document has many thousands of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Makes a class a slotted dataclass that is compared and hashed by its fields and that nobody may change.

    The type checker holds the last, as for a dataclass with `frozen=True`; at run time it goes unchecked,
    for such a check makes an object four to six times as dear to build.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(value, /, **changes):
        """A slotted dataclass with some fields changed: `dataclasses.replace` without its looking at every field
        anew, which costs four times as much. The type checker sees that one."""
        cls = value.__class__
        return cls(*[changes[name] if name in changes else getattr(value, name) for name in cls.__slots__])
