// What stands below a chart: its note, and buttons for the table twin, the rows and the file.

let count = 0;

export class Twin {
  constructor(root, openRows) {
    this.note = root.querySelector(".htx-note");
    this.region = root.querySelector(".htx-twin");
    this.region.id = `htx-twin-${++count}`;
    this.buttons = {
      table: button(() => this.toggle()),
      rows: button(openRows),
      csv: button(() => this.save()),
    };
    this.buttons.table.setAttribute("aria-controls", this.region.id);
    root.querySelector(".htx-buttons").append(...Object.values(this.buttons));
  }

  configure({ key, note, labels, rows }, table) {
    this.note.textContent = note;
    for (const [name, element] of Object.entries(this.buttons)) {
      element.textContent = labels[name];
      element.dataset.tool = name;
    }
    this.buttons.table.hidden = this.buttons.csv.hidden = !table;
    this.buttons.rows.hidden = !rows;
    if (table === this.text) return;
    this.text = table;
    this.key = key;
    this.built = undefined;
    this.open(Boolean(table) && !this.region.hidden);
  }

  toggle() {
    this.open(this.region.hidden);
  }

  open(yes) {
    this.region.hidden = !yes;
    this.buttons.table.setAttribute("aria-expanded", String(yes));
    if (!yes || this.built === this.text) return;
    this.built = this.text;
    const twin = JSON.parse(this.text);
    this.region.setAttribute("aria-label", twin.caption);
    this.region.replaceChildren(tableOf(twin));
  }

  save() {
    const twin = JSON.parse(this.text);
    const lines = [twin.columns, ...twin.raw].map((row) => row.map(cellOfFile).join(","));
    // With a byte order mark, without which a spreadsheet reads the letters of six languages wrong.
    const blob = new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = twin.file ?? `${this.key}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

/** One value for a file: exact, quoted, and never a formula to the program that opens it. */
export function cellOfFile(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  const isNumber = typeof value === "number" || /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
  if (!isNumber && /^[=+\-@\t\r\n＝＋－＠]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function tableOf({ caption, columns, rows, raw }) {
  const table = document.createElement("table");
  table.createCaption().textContent = caption;
  const head = table.createTHead().insertRow();
  const numeric = columns.map((_, i) => raw.some((row) => typeof row[i] === "number"));
  columns.forEach((column, i) => head.append(cell("th", column, "col", numeric[i])));
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((text, i) =>
      line.append(i ? cell("td", text, "", numeric[i]) : cell("th", text, "row", numeric[i])),
    );
  }
  return table;
}

function cell(tag, text, scope, numeric) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (scope) element.scope = scope;
  if (numeric) element.className = "htx-number";
  return element;
}

function button(act) {
  const element = document.createElement("button");
  element.type = "button";
  element.onclick = act;
  return element;
}
