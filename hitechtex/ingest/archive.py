"""A workbook as the archive it is: what it unpacks to is known before anything unpacks it."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree import ElementTree

from hitechtex.ingest.limits import Limits
from hitechtex.ingest.sheet_part import Part, scan
from hitechtex.ingest.troubles import Refusal

BLOCK = 1 << 20
MOST_PARTS = 5000
TIGHTEST, LOOSE_BYTES = 100, 64 << 20
"""A part beyond so many bytes that unpacks to more than so many times its size is no table: rows
that differ pack to a fifth or a twentieth."""
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")
PADDED = re.compile(rb'formatCode\s*=\s*["\']0{2,}["\']')
PERCENT = re.compile(rb'numFmtId\s*=\s*["\'](9|10)["\']|formatCode\s*=\s*["\'][^"\']*%')
CELL_STYLES = re.compile(rb"<cellStyleXfs.*?</cellStyleXfs>", re.DOTALL)
FROM_1904 = re.compile(rb'date1904\s*=\s*["\'](1|true)["\']')
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    LookupError,
    EOFError,
    ValueError,
    OSError,
)
"""What reading a damaged archive or its XML raises."""
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook and the part of the archive it lies in."""

    name: str
    is_visible: bool
    part: str


class Package:
    """A packed file: its sizes are added up and its XML is looked through before anything else.

    `declarations_in` are the parts that may declare nothing of their own: those that are read.
    """

    def __init__(
        self,
        stream: BinaryIO,
        limits: Limits,
        *,
        declarations_in: tuple[str, ...] = (".xml", ".rels", ".vml"),
    ) -> None:
        self._limits = limits
        self._read_parts = declarations_in
        try:
            self._zip = zipfile.ZipFile(stream)
            self._check_sizes()
            self._check_declarations()
            self._look()
        except DAMAGE:
            raise Refusal("broken_workbook") from None
        except (NotImplementedError, RuntimeError):
            # zipfile does not know the packing method, or wants a password.
            raise Refusal("workbook_password") from None

    def _look(self) -> None:
        """Read what the kind of package needs, while damage is still told as damage."""

    def _check_sizes(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > (
            self._limits.unpacked_bytes
        ):
            raise Refusal("workbook_unpacked", limit=self._limits.unpacked_bytes)
        if any(part.file_size > max(LOOSE_BYTES, TIGHTEST * part.compress_size) for part in parts):
            raise Refusal("workbook_tight", limit=TIGHTEST)
        if any(part.flag_bits & 1 for part in parts):
            raise Refusal("workbook_password")

    def _check_declarations(self) -> None:
        for name in self._zip.namelist():
            if name.endswith(self._read_parts):
                tail = b""
                for block in self.blocks(name):
                    if any(mark in tail + block for mark in DECLARATIONS):
                        raise Refusal("workbook_entities")
                    tail = block[-16:]

    def blocks(self, name: str) -> Iterator[bytes]:
        """Give a part unpacked, piece by piece."""
        with self._zip.open(name) as part:
            while block := part.read(BLOCK):
                yield block


class Archive(Package):
    """The parts of a workbook, unpacked block by block and only after their sizes were added up."""

    def _look(self) -> None:
        self.sheets = {sheet.name: sheet for sheet in self._sheets()}
        self.visible = [name for name, sheet in self.sheets.items() if sheet.is_visible]
        self._parts: dict[str, Part] = {}

    def sheet(self, name: str) -> Part:
        """Return what lies where in a sheet; raise Refusal where a cell lies too far away."""
        if name not in self._parts:
            part = scan(self.blocks(self.sheets[name].part))
            # Programs write empty cells with a format far away; those do no harm.
            self._parts[name] = self.filled(name) if self._is_too_large(part) else part
        part = self._parts[name]
        if self._is_too_large(part):
            raise Refusal("sheet_too_large", cell=part.farthest, cells=part.cells, sheet=name)
        if part.filled > self._limits.cells:
            raise Refusal("sheet_too_full", cells=part.filled, sheet=name)
        return part

    def filled(self, name: str) -> Part:
        """Return what lies where in a sheet, empty cells left aside."""
        return scan(self.blocks(self.sheets[name].part), exact=True)

    def _is_too_large(self, part: Part) -> bool:
        return part.cells > self._limits.cells or part.last_column > self._limits.columns

    @property
    def pads_numbers(self) -> bool:
        """Whether some numbers may be shown with leading zeros."""
        names = self._zip.namelist()
        return any(
            PADDED.search(self._zip.read(name)) for name in names if name.endswith("styles.xml")
        )

    @property
    def shows_percents(self) -> bool:
        """Whether some numbers may be shown as percentages, so that 0.87 is read as 87 %."""
        styles = (self._zip.read(n) for n in self._zip.namelist() if n.endswith("styles.xml"))
        return any(PERCENT.search(CELL_STYLES.sub(b"", style)) for style in styles)

    @property
    def counts_from_1904(self) -> bool:
        """Whether serial numbers of days count from 1904, as on old Macintoshes."""
        return bool(FROM_1904.search(self._zip.read(self._book())))

    def _sheets(self) -> Iterator[Sheet]:
        book = self._book()
        folder = posixpath.dirname(book)
        relations = self._targets(f"{folder}/_rels/{posixpath.basename(book)}.rels")
        for sheet in _named(self._zip.read(book), "sheet"):
            relation = sheet.get(RELATION) or sheet.get(STRICT_RELATION) or ""
            part = posixpath.normpath(posixpath.join(folder, relations[relation])).lstrip("/")
            if part in self._zip.namelist() and "worksheet" in part:
                yield Sheet(sheet.attrib["name"], sheet.get("state", "visible") == "visible", part)

    def _book(self) -> str:
        for target in self._targets("_rels/.rels").values():
            if target.endswith("workbook.xml"):
                return target.lstrip("/")
        raise KeyError("workbook.xml")

    def _targets(self, name: str) -> dict[str, str]:
        found = _named(self._zip.read(name), "Relationship")
        return {relation.attrib["Id"]: relation.attrib["Target"] for relation in found}


def _named(xml: bytes, name: str) -> list[ElementTree.Element]:
    # Nothing here can expand: documents that declare entities were refused before.
    root = ElementTree.fromstring(xml)  # noqa: S314
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == name]
