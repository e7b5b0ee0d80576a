"""Damaged files, made from whole ones by chance, the same ones every time."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping

Damage = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flip(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, 512))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _blank(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = min(chance.randrange(1, 4096), len(data) - start)
    return data[:start] + bytes(length) + data[start + length :]


def _double(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 8192)]
    return data[:start] + piece * chance.choice((2, 50)) + data[start + len(piece) :]


def _within(data: bytes, chance: random.Random) -> bytes:
    """Damage to one part of a container that is whole itself; to the file where it is none."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return _flip(data, chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        names = [name for name in whole.namelist() if name.endswith(".xml")]
        target = chance.choice(names)
        for name in whole.namelist():
            part = whole.read(name)
            copy.writestr(name, chance.choice(DAMAGES[:4])(part, chance) if name == target and part else part)
    return stream.getvalue()


DAMAGES: tuple[Damage, ...] = (_cut, _flip, _blank, _double, _within)


def damaged_files(whole: Mapping[str, bytes], count: int, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """Names and contents of damaged files; one in five is whole, but named as a file of another type."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    suffixes = sorted(whole)
    for number in range(count):
        suffix = suffixes[number % len(suffixes)]
        data = whole[suffix]
        if number % 5 == 4:
            name = chance.choice([other for other in suffixes if other != suffix])
        else:
            name, data = suffix, DAMAGES[number % 4 + (number % 3 == 0)](data, chance)
        yield f"{number:03d}{name}", data
