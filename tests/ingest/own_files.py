"""Partners' own spreadsheets, made from a known truth: every file says what is in which row.

What a file looks like is drawn from one seed: language, kind, encoding, separator, title rows,
two-row headers, merged cells, totals, and for each column how its dates, numbers, codes and
blanks are written. `Made.answers` is what its owner would answer if asked.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from babel import Locale

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract, Field
from hitechtex.catalog.project import Partner
from hitechtex.catalog.synonyms import read_synonyms

Row = dict[str, Any]
Grid = list[list[Any]]
FIRST = date(2022, 2, 1)
GROUPS = {",": ".", ".": ","}
NAMES = {
    "pt": ["Tecidos São João", "Fiação Açoreana", "Malhas do Côa", "Algodão & Cia"],
    "es": ["Hilaturas Peñón", "Tejidos Ibáñez", "Compañía Algodón"],
    "ca": ["Filatures Güell", "Tèxtils l'Òliba", "Teixits Col·lectius"],
    "it": ["Tessitura Libertà", "Filati Virtù", "Lanificio Pò"],
    "cs": ["Tkalcovna Příbram", "Přádelna Žďár", "Šicí dílna Ústí"],
    "tr": ["İstanbul Şirketi", "Muğla Dokuma", "Çağrı İplik"],
}
TITLES = ["Lista 2023", "Hi-Tech-TEX", "Relatório / Informe / Zpráva"]
NOTES = {
    "pt": "Observações", "es": "Observaciones", "ca": "Observacions", "it": "Osservazioni",
    "cs": "Poznámka", "tr": "Açıklama",
}  # fmt: skip


@dataclass
class Made:
    """A file, what is true of it, and what its owner would answer."""

    name: str
    content: bytes
    dataset: str
    partner: str
    truth: dict[int, Row] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    traits: set[str] = field(default_factory=set)


def make(catalog: Catalog, partner: Partner, dataset: str, seed: int) -> Made:
    """Return one file of a partner's; the same seed gives the same bytes."""
    return _Maker(catalog, partner, catalog.contract(dataset), seed).made()


class _Maker:
    def __init__(self, catalog: Catalog, partner: Partner, contract: Contract, seed: int) -> None:
        self.rng = Random(f"{partner.id} {contract.dataset} {seed}")
        self.catalog, self.partner, self.contract = catalog, partner, contract
        self.language = self.rng.choice([partner.languages[0], partner.languages[-1], "en"])
        self.kind = self.rng.choice(["csv", "csv", "csv", "xlsx", "xlsx", "ods"])
        self.encoding = self._encoding()
        self.result = Made("", b"", contract.dataset, partner.id)
        self.synonyms = read_synonyms()

    def made(self) -> Made:
        rows = self._truth()
        columns = self._columns(rows)
        self.rng.shuffle(columns)
        self._write(rows, columns)
        return self.result

    # -- the truth

    def _truth(self) -> list[Row]:
        rows = [self._row(number) for number in range(self.rng.randint(4, 9))]
        for name in [f.name for f in self.contract.fields if not f.required and not f.default]:
            if self.rng.random() < 0.3:
                for row in rows:
                    row[name] = None
        for row in rows:
            for first, last in self.contract.order:
                if row[first] and row[last] and row[last] < row[first]:
                    row[last] = row[first] + timedelta(days=self.rng.randint(0, 9))
            if "visiting_country" in row:
                # The visitors are the partner's own: it may leave their country out.
                row |= {"visiting_country": self.partner.country}
                row |= {"visiting_region": self.partner.region}
        return rows

    def _row(self, number: int) -> Row:
        row = {each.name: self._value(each, number) for each in self.contract.fields}
        for each in self.contract.fields:
            if not each.required and not each.default and self.rng.random() < 0.1:
                row[each.name] = None
        return row

    def _value(self, each: Field, number: int) -> Any:
        rng, project = self.rng, self.catalog.project
        if each.default:
            return project.name
        if each.name in self.contract.key and each.type == "text":
            return f"{each.name[:2].upper()}-{number + 1:03d}"
        unit = 10**each.decimals
        low, high = int(each.minimum or 0), int(min(each.maximum or 9000, 9000))
        drawn = {
            "code": lambda: rng.choice(sorted(self.catalog.codes[each.codes])),
            "text": lambda: rng.choice(NAMES[self.partner.languages[0]]),
            "person": lambda: f"person{number}@example.org",
            "date": lambda: FIRST + timedelta(days=rng.randint(0, 700)),
            "integer": lambda: rng.randint(low, min(high, 2500)),
            "decimal": lambda: Decimal(rng.randint(low * unit, high * unit)) / unit,
            "boolean": lambda: rng.random() < 0.5,
            "country": lambda: rng.choice(sorted({p.country for p in project.partners})),
            "region": lambda: rng.choice(project.region_codes),
            "partner": lambda: self.partner.id,
            "partners": lambda: "; ".join(rng.sample(project.partner_ids, rng.randint(1, 3))),
            "line": lambda: rng.choice([line.id for line in project.lines]),
            "indicator": lambda: rng.choice([e.id for e in self.catalog.indicators.indicators]),
        }
        return drawn[each.type]()

    # -- its columns: (header, field or None, cells)

    def _columns(self, rows: list[Row]) -> list[tuple[str, str | None, list[Any]]]:
        columns: list[tuple[str, str | None, list[Any]]] = []
        names = [each.name for each in self.contract.fields]
        if {"start_date", "end_date"} <= set(names) and self.rng.random() < 0.2:
            ranges = self._ranges(rows)
            if ranges:
                columns.append(ranges)
                names = [name for name in names if name not in {"start_date", "end_date"}]
        fill = {"partner", "vop", "hop", "visiting_country", "visiting_region", "organiser"}
        fill |= {"lead", "provider"}
        for name in names:
            each = self.contract.field(name)
            blank = all(row[name] is None for row in rows)
            if blank or (name in fill and self._may_drop(each) and self.rng.random() < 0.6):
                continue
            columns.append((self._header(name), name, self._cells(each, rows)))
        if self.rng.random() < 0.5:
            note = NOTES[self.partner.languages[0]]
            columns.append((note, None, [self.rng.choice(["ok", ""]) for _ in rows]))
        return columns

    def _may_drop(self, each: Field) -> bool:
        return each.type != "partner" or each.required

    def _header(self, name: str) -> str:
        wordings = self._wordings(name) or [name]
        header = self.rng.choice(wordings)
        if self.rng.random() < 0.3:
            shown = self.rng.choice([header.upper(), header.capitalize(), f" {header} "])
            header = self._safe(shown, header)
        if self.rng.random() < 0.04 and len(header) > 9:
            place = self.rng.randrange(2, len(header) - 2)
            header = header[:place] + header[place + 1 :]
            self.result.traits.add("typo")
        return header

    def _wordings(self, name: str) -> list[str]:
        said: list[str] = []
        for scope in (self.contract.dataset, "any"):
            said += self.synonyms.headers.get(scope, {}).get(name, {}).get(self.language, ())
        role, _, rest = name.partition("_")
        shared = self.synonyms.headers["any"].get(rest, {}).get(self.language, ())
        for word in self.synonyms.roles.get(role, {}).get(self.language, ()):
            said += [f"{word} {wording}" for wording in shared]
        return [word for word in said if self._can_be_written(word)]

    def _cells(self, each: Field, rows: list[Row]) -> list[Any]:
        values = [row[each.name] for row in rows]
        blank = self.rng.choice(["", "", "", "n/a", "-"])
        write = self._writer(each)
        if each.type == "boolean" and self.rng.random() < 0.2 and set(values) == {True, False}:
            self.result.traits.add("crosses")
            self.result.answers[f"blank.{each.name}"] = "no"
            return ["X" if value else "" for value in values]
        return [blank if value is None else write(value) for value in values]

    def _writer(self, each: Field) -> Any:
        if each.type == "date":
            return self._date_writer(each)
        if each.type in {"integer", "decimal"}:
            return self._number_writer(each)
        if each.type == "boolean":
            own = self.synonyms.languages[self.partner.languages[0]]
            style = self.rng.choice([("yes", "no"), (own.yes[0], own.no[0]), (own.yes[0].upper(),
                                    own.no[0].upper())])  # fmt: skip
            return lambda value: self._safe(style[0 if value else 1], "yes" if value else "no")
        if each.codes or each.type in {"line", "indicator"}:
            return self._code_writer(each)
        if each.type == "country":
            locale = self.rng.choice([self.partner.languages[0], "en"])
            names = Locale(locale).territories
            plain = self.rng.random() < 0.3
            return lambda value: value if plain else self._safe(str(names[value]), value)
        if each.type == "region":
            named = {region.code: region.name for region in self.catalog.project.regions}
            return lambda value: self._safe(self.rng.choice([value, named[value]]), value)
        if each.type == "partner":
            known = {p.id: (p.id, p.name, *p.aliases) for p in self.catalog.project.partners}
            return lambda value: self._safe(self.rng.choice(known[value]), value)
        if each.type == "partners":
            mark = self.rng.choice(["; ", ", ", " / "])
            return lambda value: mark.join(value.split("; "))
        return lambda value: self._safe(value, value)

    def _code_writer(self, each: Field) -> Any:
        name = each.codes or each.type
        words = self.synonyms.values.get(name, {})
        style = self.rng.choice(["code", "word", "shout"])

        def written(value: str) -> str:
            if style == "code" or value not in words:
                return value
            word = self.rng.choice(words[value])
            return self._safe(word.upper() if style == "shout" else word, value)

        return written

    def _date_writer(self, each: Field) -> Any:
        styles = ["dmy/", "dmy.", "dmy. ", "dmy-", "dmy2", "iso", "named", "named", "mdy/"]
        if self.kind != "csv":
            styles += ["true", "true", "mixed"]
        style = self.rng.choice(styles + (["serial"] if self.kind == "xlsx" else []))
        self.result.traits.add(f"date {style}")
        order = "mdy" if style == "mdy/" else "dmy"
        self.result.answers[f"date_order.{each.name}"] = order
        months = Locale(self.partner.languages[0]).months["format"]
        width = self.rng.choice(["wide", "abbreviated"])

        def written(day: date) -> Any:
            if style == "true" or (style == "mixed" and self.rng.random() < 0.5):
                return day
            texts = {
                "dmy/": f"{day.day:02d}/{day.month:02d}/{day.year}",
                "mdy/": f"{day.month:02d}/{day.day:02d}/{day.year}",
                "dmy.": f"{day.day}.{day.month:02d}.{day.year}",
                "dmy. ": f"{day.day}. {day.month}. {day.year}",
                "dmy-": f"{day.day:02d}-{day.month:02d}-{day.year}",
                "dmy2": f"{day.day}/{day.month}/{day:%y}",
                "mixed": f"{day.day:02d}/{day.month:02d}/{day.year}",
                "iso": day.isoformat(),
                "named": f"{day.day} {months[width][day.month]} {day.year}",
            }
            if style == "serial":
                return day.toordinal() - date(1899, 12, 30).toordinal()
            return self._safe(texts[style], day.isoformat())

        return written

    def _ranges(self, rows: list[Row]) -> tuple[str, str | None, list[Any]] | None:
        if any(not row["start_date"] or not row["end_date"] for row in rows):
            return None
        if any(row["start_date"].year != row["end_date"].year for row in rows):
            return None
        self.result.traits.add("ranges")
        self.result.answers |= {"date_order.start_date": "dmy", "date_order.end_date": "dmy"}
        style = self.rng.choice(["short", "long"])
        cells = []
        for row in rows:
            first, last = row["start_date"], row["end_date"]
            head = f"{first:%d/%m}" if style == "short" else f"{first:%d/%m/%Y}"
            cells.append(f"{head}-{last:%d/%m/%Y}" if first != last else f"{last:%d/%m/%Y}")
        return self._header("start_date+end_date"), "start_date+end_date", cells

    def _number_writer(self, each: Field) -> Any:
        styles = ["comma dot", "comma space", "comma", "dot", "dot comma"]
        if self.kind != "csv":
            styles += ["true", "true"]
        style = self.rng.choice(styles)
        self.result.traits.add(f"number {style}")
        decimal = "." if style.startswith("dot") else ","
        group = {"comma dot": ".", "comma space": "\xa0", "dot comma": ","}.get(style, "")
        self.result.answers[f"decimal.{each.name}"] = "dot" if decimal == "." else "comma"
        self.result.answers[f"percent.{each.name}"] = "percent"
        unit = self._unit(each)

        def written(value: Any) -> Any:
            if style == "true":
                return float(value) if isinstance(value, Decimal) else value
            whole, _, fraction = f"{value:f}".partition(".")
            grouped = f"{int(whole):,}".replace(",", group) if group else whole
            text = grouped + (decimal + fraction if fraction else "")
            return self._safe(unit.format(text), text)

        return written

    def _unit(self, each: Field) -> str:
        if each.name.endswith("_eur"):
            return self.rng.choice(["{}", "{} €", "€{}", "{} EUR"])
        if each.name.endswith("days"):
            return self.rng.choice(["{}", "{} dias", "{} dní", "{} gün"])
        if each.name == "percent_done":
            return self.rng.choice(["{}", "%{}", "{} %", "{}%"])
        return "{}"

    # -- the file

    def _encoding(self) -> str:
        own = read_synonyms().languages[self.partner.languages[0]].encodings[0]
        return self.rng.choice(["utf-8", "utf-8-sig", "utf-16", own, own])

    def _can_be_written(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return self.kind != "csv"
        return True

    def _safe(self, text: str, otherwise: str) -> str:
        return text if self._can_be_written(text) else otherwise

    def _write(self, rows: list[Row], columns: list[tuple[str, str | None, list[Any]]]) -> None:
        made, rng = self.result, self.rng
        made.headers = [header for header, _, _ in columns]
        for header, name, _ in columns:
            made.answers |= {f"column.{header.strip()}": name or "-"}
            for one in (name or "").split("+"):
                made.answers[f"field.{one}"] = header.strip()
        grid: Grid = []
        if rng.random() < 0.5:
            grid += [[rng.choice(TITLES)], []] if rng.random() < 0.6 else [[rng.choice(TITLES)]]
            made.traits.add("title")
        two_rows = rng.random() < 0.2 and self._two_rows(columns, grid)
        if not two_rows:
            grid.append([header for header, _, _ in columns])
        header_row = list(grid[-1])
        for number, row in enumerate(rows):
            if number == 3 and rng.random() < 0.2:
                grid.append(list(header_row))
                made.traits.add("header again")
            grid.append([cells[number] for _, _, cells in columns])
            made.truth[len(grid)] = row
            if rng.random() < 0.05:
                grid.append([])
        if rng.random() < 0.4:
            self._total(columns, grid)
        if rng.random() < 0.3:
            grid += [[], [self._safe("* dados provisórios", "* provisional")]]
            made.traits.add("note")
        self._pack(grid, len(columns))

    def _two_rows(self, columns: list[tuple[str, str | None, list[Any]]], grid: Grid) -> bool:
        """Write the roles of the columns in a row of their own above the rest of their names."""
        words = self.synonyms.roles
        language = self.language
        upper: list[str] = [""] * len(columns)
        lower = [header for header, _, _ in columns]
        columns.sort(key=lambda each: (each[1] or "").partition("_")[0])
        lower, before = [], ""
        for place, (header, name, _) in enumerate(columns):
            role, _, rest = (name or "").partition("_")
            shared = self.synonyms.headers["any"].get(rest, {}).get(language, ())
            usable = [w for w in shared if self._can_be_written(w)]
            if role in ("visiting", "host") and usable and rest in ("organisation", "country",
                                                                    "region"):  # fmt: skip
                word = words[role][language][0]
                upper[place] = word if before != role else ""
                lower.append(usable[0])
                before = role
            else:
                before = ""
                upper[place] = header
                lower.append("")
        if not any(lower) or not all(self._can_be_written(word) for word in upper):
            return False
        self.result.traits.add("two rows")
        grid += [upper, lower]
        self.result.headers = upper + lower
        return True

    def _total(self, columns: list[tuple[str, str | None, list[Any]]], grid: Grid) -> None:
        word = self._safe(self.synonyms.languages[self.partner.languages[0]].totals[0], "Total")
        cells: list[Any] = [""] * len(columns)
        texts = [
            place
            for place, (_, name, _) in enumerate(columns)
            if name and "+" not in name and self.contract.field(name).type == "text"
        ]
        cells[texts[0] if texts else 0] = word
        for place, (_, name, _) in enumerate(columns):
            if name and "+" not in name and self.contract.field(name).type == "integer":
                cells[place] = "999" if self.kind == "csv" else 999
        if cells.count("") < len(cells):
            grid.append(cells)
            self.result.traits.add("total")

    def _pack(self, grid: Grid, width: int) -> None:
        made, name = self.result, f"{self.partner.id} {self.contract.dataset}"
        if self.kind == "csv":
            made.name = f"{name}.csv"
            made.content = self._csv(grid, width)
        elif self.kind == "xlsx":
            made.name = f"{name}.xlsx"
            made.content = self._xlsx(grid)
        else:
            made.name = f"{name}.ods"
            made.content = ods_of({"Lista": grid})

    def _csv(self, grid: Grid, width: int) -> bytes:
        mark = self.rng.choice([";", ";", ",", "\t", "|"])
        made = self.result
        made.traits.add(f"{self.encoding} {mark!r}")
        made.answers |= {
            "encoding": self.encoding,
            "delimiter": {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}[mark],
        }
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=mark, lineterminator=self.rng.choice(["\r\n", "\n"]))
        writer.writerows([str(cell) for cell in row] + [""] * (width - len(row)) for row in grid)
        return text.getvalue().encode(self.encoding)

    def _xlsx(self, grid: Grid) -> bytes:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = "Lista"
        for number, row in enumerate(grid, start=1):
            for place, cell in enumerate(row, start=1):
                if cell != "":
                    page.cell(number, place, cell)
        if self.rng.random() < 0.4:
            hidden = book.create_sheet("Skrytý")
            hidden.sheet_state = "hidden"
            for row in grid:
                hidden.append([None if cell == "" else "x" for cell in row])
            self.result.traits.add("hidden sheet")
        if self.rng.random() < 0.3:
            book.create_sheet("Contactos").append(["tel.", "web"])
            self.result.traits.add("second sheet")
        packed = io.BytesIO()
        book.save(packed)
        return packed.getvalue()


def ods_of(sheets: dict[str, Grid]) -> bytes:
    """Return grids as a workbook of LibreOffice's kind, as far as a reader looks."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid
        )
        + "</table:table>"
        for name, grid in sheets.items()
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return packed.getvalue()


def _ods_cell(cell: Any) -> str:
    if cell == "" or cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float):
        kind = f'office:value-type="float" office:value="{cell!r}"'
    else:
        kind = 'office:value-type="string"'
    text = escape(str(cell))
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"
