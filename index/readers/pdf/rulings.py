"""Straight rules put together again: pieces of one rule, double rules, and which rules touch."""

from __future__ import annotations

from collections.abc import Sequence

from index.readers.pdf.page import Rule, Rulings

NEAR = 3.0  # points within which rules touch, or are one
_SAME_LINE = 1.6
_MIN_LENGTH = 5.0
_OTHER_WIDTH = 12.0
_MAX_PAIRS = 1_000_000  # more are a drawing


def merged(rulings: Rulings) -> Rulings:
    """The rulings with the pieces of each rule joined and specks dropped."""
    return Rulings(tuple(_merged(rulings.horizontal)), tuple(_merged(rulings.vertical)))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    found: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.position):
        if group and rule.position - group[-1].position > _SAME_LINE:
            found += _joined(group)
            group = []
        group.append(rule)
    return [rule for rule in found + _joined(group) if rule.length >= _MIN_LENGTH]


def _joined(group: Sequence[Rule]) -> list[Rule]:
    """The pieces of one line joined where they meet."""
    pieces: list[Rule] = []
    for rule in sorted(group, key=lambda rule: rule.start):
        last = pieces[-1] if pieces else None
        if last is not None and rule.start - last.end <= NEAR:
            whole = last.length + rule.length or 1.0
            position = (last.position * last.length + rule.position * rule.length) / whole
            pieces[-1] = Rule(position if whole > 1.0 else last.position, last.start, max(last.end, rule.end))
        else:
            pieces.append(rule)
    return pieces


def connected(rulings: Rulings) -> list[Rulings]:
    """The rules in groups that touch each other, directly or through others, from top to bottom; rules
    that touch nothing are left out."""
    horizontal, vertical = rulings.horizontal, rulings.vertical
    if len(horizontal) * len(vertical) > _MAX_PAIRS:
        return []
    parent = list(range(len(horizontal) + len(vertical)))
    for row, across in enumerate(horizontal):
        for column, down in enumerate(vertical, start=len(horizontal)):
            if touches(across, down):
                parent[_root(parent, row)] = _root(parent, column)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        across_rules, down_rules = groups.setdefault(_root(parent, index), ([], []))
        if index < len(horizontal):
            across_rules.append(horizontal[index])
        else:
            down_rules.append(vertical[index - len(horizontal)])
    whole = [Rulings(tuple(across), tuple(down)) for across, down in groups.values() if across and down]
    found = [part for group in whole for part in _parted(group)]
    return sorted(found, key=lambda one: min(rule.position for rule in one.horizontal))


def _parted(group: Rulings) -> list[Rulings]:
    """The rules of tables that are set one directly below the other: all rules above a horizontal one reach
    less or further to a side than all below it."""
    heights = axis([rule.position for rule in group.horizontal])
    for index, height in enumerate(heights[1:-1], start=1):
        above, next_row = _clipped(group, -1.0, height), _clipped(group, height, heights[index + 1])
        below = _clipped(group, height, float("inf"))
        if not above.vertical or not next_row.vertical:
            continue
        own, other = _extent(above, height), _extent(next_row, height)
        if own and other and max(abs(own[0] - other[0]), abs(own[1] - other[1])) > _OTHER_WIDTH:
            return [_within(above, own), *_parted(_within(below, other))]
    return [group]


def _clipped(group: Rulings, top: float, bottom: float) -> Rulings:
    """The rules between two heights."""
    return Rulings(
        tuple(rule for rule in group.horizontal if top - NEAR <= rule.position <= bottom + NEAR),
        tuple(
            Rule(rule.position, max(rule.start, top), min(rule.end, bottom))
            for rule in group.vertical
            if min(rule.end, bottom) - max(rule.start, top) > NEAR
        ),
    )


def _within(part: Rulings, sides: tuple[float, float]) -> Rulings:
    """The rules with the horizontal ones cut at the sides of their table."""
    cut = (Rule(rule.position, max(rule.start, sides[0]), min(rule.end, sides[1])) for rule in part.horizontal)
    return Rulings(tuple(rule for rule in cut if rule.length > NEAR), part.vertical)


def _extent(part: Rulings, edge: float) -> tuple[float, float] | None:
    """How far the rules of a table reach to the left and to the right, where the vertical and the horizontal
    ones agree, those at its `edge` aside."""
    inner = [rule for rule in part.horizontal if abs(rule.position - edge) > 2 * NEAR]
    if not inner:
        return None
    left, right = min(rule.position for rule in part.vertical), max(rule.position for rule in part.vertical)
    agree = all(abs(rule.start - left) <= 2 * NEAR or rule.start > left for rule in inner) and all(
        rule.end <= right + 2 * NEAR for rule in inner
    )
    return (left, right) if agree else None


def touches(across: Rule, down: Rule) -> bool:
    """Whether a horizontal and a vertical rule meet."""
    return (
        across.start - NEAR <= down.position <= across.end + NEAR
        and down.start - NEAR <= across.position <= down.end + NEAR
    )


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def axis(positions: Sequence[float], near: float = NEAR) -> list[float]:
    """The distinct positions, those within `near` of each other as one."""
    found: list[list[float]] = []
    for position in sorted(positions):
        if found and position - found[-1][-1] <= near and position - found[-1][0] <= 2 * near:
            found[-1].append(position)
        else:
            found.append([position])
    return [sum(group) / len(group) for group in found]
