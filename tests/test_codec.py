"""Documents and facts as JSON, and back again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.model import Document, Fact, Place, Statement
from index.store.codec import decode_json, encode_json


def test_json_keeps_decimals_nothing_and_nested_values() -> None:
    statement = Statement(
        "d1",
        "p1",
        "公务接待费",
        Decimal("15.00"),
        "万元",
        "",
        None,
        Decimal("0.10"),
        "",
        "",
        "原文",
        ("一、", "（二）"),
        Place(line=3, box=(0.0, 1.5, 2.0, 3.0)),
    )
    (back,) = decode_json(Statement, encode_json([statement]))
    assert back == statement
    assert str(back.amount) == "15.00"


@pytest.mark.parametrize("kind", [Document, Fact])
def test_json_of_another_shape_is_refused(kind: type) -> None:
    with pytest.raises(ValueError, match=kind.__name__):
        decode_json(kind, b'[{"id": "x"}]')
