// Choosing a mark of a chart, by click and by keyboard, and outlining it.
//
// A mark is whatever carries `customdata: [key, words]`: a point, a bar, a cell, a place, a node
// or a link. The outline is our own SVG above the chart, so that it costs no redraw and looks the
// same on every kind of mark.

import { outlineOf } from "./chart_outline.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [-1, 1], ArrowUp: [1, -1] };

export class Marks {
  constructor(frame, choose) {
    this.frame = frame;
    this.plot = frame.querySelector(".htx-plot");
    this.outlines = frame.querySelector(".htx-outlines");
    this.live = frame.querySelector(".htx-live");
    this.tell = choose;
    this.cursor = undefined; // key of the mark the keyboard is on
    this.chosen = null; // key of the chosen mark
    this.told = null; // what the page last said is chosen
    frame.onkeydown = (event) => this.key(event);
    frame.onblur = () => this.leave();
  }

  configure({ name, labels, selectable, selected }) {
    this.labels = labels;
    this.selectable = selectable;
    this.frame.dataset.selectable = String(selectable);
    this.frame.setAttribute("role", selectable ? "application" : "img");
    this.frame.setAttribute("aria-label", selectable ? `${name} ${labels.keys}` : name);
    if (selected === this.told) return;
    this.told = this.chosen = selected;
    this.outline();
  }

  afterDraw() {
    this.marks = undefined; // found again when a key is pressed
    if (!this.listening) {
      this.listening = true;
      this.plot.on("plotly_click", ({ points }) => this.click(points[0]));
      this.plot.on("plotly_afterplot", () => this.outline());
    }
    this.outline();
  }

  click(point) {
    const mark = markOf(point.customdata);
    if (!this.selectable || !mark) return;
    this.frame.focus({ preventScroll: true }); // so that Escape is heard, and leaving clears the words
    this.choose(mark);
  }

  choose(mark) {
    const again = mark.key === this.chosen;
    this.chosen = again ? null : mark.key;
    this.say(again ? this.labels.cleared : `${mark.words}: ${this.labels.chosen}`);
    this.outline();
    this.tell(this.chosen);
  }

  key(event) {
    if (!this.selectable || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.all().findIndex((mark) => mark.key === this.cursor);
    if (event.key in STEPS) this.move(here, STEPS[event.key]);
    else if (event.key === "Home") this.stand(0);
    else if (event.key === "End") this.stand(this.all().length - 1);
    else if (event.key === "Escape") this.clear();
    else if ((event.key === "Enter" || event.key === " ") && here >= 0) this.choose(this.all()[here]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** One step: along the marks, or, in a table of cells, up and down by a row. */
  move(here, [rows, step]) {
    const marks = this.all();
    const from = marks[here];
    if (!from) return this.stand(step > 0 ? 0 : marks.length - 1);
    if (!rows || from.column === undefined) return this.stand(here + step);
    const next = marks.filter((m) => m.curve === from.curve && m.column === from.column);
    const cell = next[next.indexOf(from) + rows];
    if (cell) this.stand(marks.indexOf(cell));
  }

  stand(index) {
    const mark = this.all()[index];
    if (!mark) return;
    this.cursor = mark.key;
    this.say(mark.words);
    this.outline();
  }

  clear() {
    this.cursor = undefined;
    const had = this.chosen !== null;
    this.chosen = null;
    this.say(had ? this.labels.cleared : "");
    this.outline();
    if (had) this.tell(null);
  }

  leave() {
    this.cursor = undefined;
    this.say("");
    this.outline();
  }

  say(words) {
    this.live.textContent = words;
  }

  all() {
    this.marks ??= marksOf(this.plot.data ?? []);
    return this.marks;
  }

  outline() {
    this.outlines.replaceChildren();
    if (!this.plot.calcdata) return;
    this.draw(this.chosen, "htx-chosen");
    this.draw(this.cursor, "htx-cursor");
  }

  draw(key, kind) {
    if (key === null || key === undefined) return;
    const mark = this.all().find((one) => one.key === key);
    const shape = mark && outlineOf(this.plot, this.outlines, mark);
    if (!shape) return;
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", kind);
    group.dataset.key = key;
    for (const name of ["htx-halo", "htx-line"]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      path.setAttribute("d", shape.d);
      if (shape.transform) path.setAttribute("transform", shape.transform);
      group.append(path);
    }
    this.outlines.append(group);
  }
}

/** The mark one `customdata` stands for, or null where it names none. */
function markOf(customdata) {
  const [key, words] = Array.isArray(customdata) ? customdata : [customdata];
  if (typeof key !== "string" && typeof key !== "number") return null;
  return { key: String(key), words: String(words ?? key) };
}

/** Every mark of a figure, in the order of its traces. */
function marksOf(traces) {
  return traces.flatMap((trace, curve) => {
    if (trace.visible === false || trace.visible === "legendonly") return [];
    if (trace.type === "heatmap") return cellsOf(trace, curve);
    const lists = { point: trace.customdata, node: trace.node?.customdata, link: trace.link?.customdata };
    return Object.entries(lists).flatMap(([part, list]) =>
      Array.from(list ?? [], (one, point) => ({ ...markOf(one), curve, part, point })),
    );
  }).filter((mark) => mark.key !== undefined);
}

function cellsOf(trace, curve) {
  return Array.from(trace.customdata ?? []).flatMap((line, row) =>
    Array.from(line, (one, column) => ({ ...markOf(one), curve, part: "cell", row, column })),
  );
}
