"""Word files of before 2007 (.doc) and rich text: turned into .docx by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from index.errors import ReadError
from index.readers import docx
from index.readers.content import Content
from index.readers.limits import CONVERSION_SECONDS

_PROGRAMS = ("soffice", "libreoffice")
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{schema}">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
_SCHEMA = "http" + "://openoffice.org/2001/registry"


def read(data: bytes, name: str) -> Content:
    """The content of a .doc or .rtf file. ReadError with what to do where LibreOffice is not installed."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ReadError(f"读取 .doc 文件需要安装 LibreOffice；也可以在 Word 或 WPS 里另存为 .docx 后再试：{name}")
    with tempfile.TemporaryDirectory(prefix="budget-doc-") as folder:
        return docx.read(_converted(program, data, name, Path(folder)), name)


def _converted(program: str, data: bytes, name: str, folder: Path) -> bytes:
    """The file as .docx, made in a folder and with settings of its own, macros off."""
    source = folder / ("document.rtf" if data.startswith(b"{\\rtf") else "document.doc")
    source.write_bytes(data)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_NO_MACROS.format(schema=_SCHEMA), encoding="utf-8")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=CONVERSION_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"LibreOffice 转换超过 {CONVERSION_SECONDS} 秒没有完成：{name}") from error
    result = folder / "out" / "document.docx"
    if not result.is_file():
        raise ReadError(f"LibreOffice 无法转换这个文件，可能已损坏或有密码：{name}")
    return result.read_bytes()
