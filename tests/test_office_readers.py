"""Reading Word files, workbooks and web pages: the same blocks as from a text."""

from __future__ import annotations

import pytest

from index.readers.registry import FILE_TYPES, SUPPORTED_TYPES, FileType, file_type, reader_of


@pytest.mark.parametrize("kind", FILE_TYPES, ids=lambda kind: kind.module)
def test_every_type_has_a_reader_and_suffixes_of_its_own(kind: FileType) -> None:
    assert callable(reader_of(kind).read)
    for suffix in kind.suffixes:
        assert file_type(f"某局预算{suffix.upper()}") is kind
        assert SUPPORTED_TYPES.count(suffix) == 1
