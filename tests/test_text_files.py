"""Text files as they come: encodings, sizes, what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ReadError
from index.model import Block, Paragraph
from index.readers import read_blocks
from index.readers.decoding import MAX_BYTES


def paragraphs(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


SENTENCE = "收入预算 10.00 万元，比上年持平。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_reads_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "预算.txt"
    path.write_bytes(f"{SENTENCE}\r\n\r\n关于预算的说明较长，用来判断编码。\r\n".encode(encoding))
    assert paragraphs(read_blocks(path))[0] == SENTENCE


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空"),
        (b" \n\t\r\n", "空"),
        (b"\xef\xbb\xbf", "空"),
        (b"\x7fELF\x00\x01\x02\x00" * 40, "二进制"),
        (b"\x01\x02\x03\x04" * 200, "二进制"),
        (b"\xff" * 3000, "编码"),
        (b"\xff\xfe\x00\xd8\x00", "编码"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "坏文件.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_blocks(path)
    text = str(caught.value)
    assert message in text
    assert "坏文件.txt" in text
    assert "\n" not in text


def test_other_types_are_refused_with_those_that_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"^暂不支持 \.zip 文件.*\.txt、\.md、\.markdown"):
        read_blocks(tmp_path / "预算.zip")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="不存在"):
        read_blocks(tmp_path / "没有.txt")
    folder = tmp_path / "文件夹.txt"
    folder.mkdir()
    with pytest.raises(ReadError, match="不是文件"):
        read_blocks(folder)


def test_a_huge_file_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="64 MiB"):
        read_blocks(path)
