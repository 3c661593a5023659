"""Files as their owners write them, made from what is known to be true of them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl

from tests.conftest import ROOT

# One good row; a status that is none (row 3) and a day that the calendar does not have (row 4).
CZECH = """ID;Návštěvník;Hostitel;Stav;Začátek;Konec;Dní;Částka v EUR
CZ-1;Tkalcovna Příbram;Modrá Přádelna;zaplaceno;25.4.2023;28.4.2023;4;1.234,50
CZ-2;Přádelna Žďár;Bílé Vlákno;nesmysl;2.5.2023;4.5.2023;3;750,00
CZ-3;Šicí dílna Ústí;Česaná Příze;zaplaceno;31.6.2023;3.7.2023;2;500,00
""".encode("cp1250")
CZECH_ANSWER = ("column.Dní", "working_days")
"""What its owner answers to the one question that it leaves open."""

EXPORT = (
    b"Topic,Meeting ID,Start Time,End Time,Duration (Minutes)\n"
    b"Sewing,123,03/04/2023 10:00:00 AM,03/04/2023 11:00:00 AM,60\n\n"
    b"Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    b"Ana,ana@example.org,03/04/2023 10:00:00 AM,03/04/2023 10:50:00 AM,50\n"
)
"""A Zoom log whose days can be read in two ways."""


def project_without_sample(folder: Path) -> Path:
    """Write the project file of the same partnership without sample data; return its path."""
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    project = project.replace('sample = "sample"', 'sample = ""')
    for part in ("boundaries/", "rules/", "public_record"):
        project = project.replace(f'"{part}', f'"{ROOT}/data/{part}')
    path = folder / "project.toml"
    path.write_text(project, encoding="utf-8")
    return path


def turkish() -> bytes:
    """Return a workbook with a title and true dates; a status that is none, a number in words."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Değişimler"
    sheet.append(["Hi-Tech-TEX 2023"])
    sheet.append([])
    heads = (
        "Değişim no",
        "Ziyaretçi",
        "Ev sahibi",
        "Durum",
        "Başlangıç",
        "Bitiş",
        "İş günü",
        "Tutar",
    )
    sheet.append(heads)
    good = date(2023, 5, 15), date(2023, 5, 19)
    sheet.append(("TR-1", "İplik Şirketi", "Mavi Dokuma", "ödendi", *good, 5, 1500.5))
    sheet.append(("TR-2", "Çağrı İplik", "Ak Pamuk", "bilinmiyor", *good, 5, 800))
    sheet.append(("TR-3", "Muğla Dokuma", "Ak Pamuk", "ödendi", *good, "beş", 900))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
