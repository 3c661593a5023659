"""The bytes of a text file, decoded strictly and handed on as UTF-8."""

from __future__ import annotations

import codecs
import io
import re
from typing import Any, BinaryIO

from hitechtex.ingest.troubles import Refusal

BLOCK = 1 << 20


def stray_quotes(delimiter: str) -> re.Pattern[str]:
    """Return a pattern of a quotation mark in the middle of a value."""
    mark = re.escape(delimiter)
    return re.compile(rf'(?<=[^{mark}\r\n"])"(?=[^{mark}\r\n"])')


class Utf8Stream(io.RawIOBase):
    """The bytes of a file in some encoding, as UTF-8; refuses what is not text.

    `stray` finds a quotation mark in the middle of a value, which readers understand differently.
    """

    def __init__(self, raw: BinaryIO, encoding: str, stray: re.Pattern[str]) -> None:
        super().__init__()
        self._stray = stray
        self._raw = raw
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""
        self._line = 1

    def readable(self) -> bool:
        """Return True: that is what it is for."""
        return True

    def again(self) -> io.BufferedReader:
        """Return the same text from its beginning."""
        self._raw.seek(0)
        return io.BufferedReader(Utf8Stream(self._raw, self._encoding, self._stray), BLOCK)

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with the next of the text as UTF-8; return how many bytes, 0 at the end."""
        while not self._ready:
            block = self._raw.read(BLOCK)
            self._ready = self._decode(block)
            if not block:
                break
        given = self._ready[: len(buffer)]
        self._ready = self._ready[len(given) :]
        buffer[: len(given)] = given
        return len(given)

    def _decode(self, block: bytes) -> bytes:
        try:
            text = self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as problem:
            line = self._line + problem.object[: problem.start].count(b"\n")
            raise Refusal("encoding", line=line, encoding=self._encoding) from None
        if "\x00" in text:
            raise Refusal("binary")
        if '"' in text and (stray := self._stray.search(text)):
            raise Refusal("quotes", line=self._line + text[: stray.start()].count("\n"))
        self._line += text.count("\n")
        return text.encode()
