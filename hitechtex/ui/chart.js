// One chart: mounts a plotly.js figure once and afterwards only tells plotly.js what changed.
//
// Streamlit calls the function below on every run of the page and on every change of theme.
// Everything in `data` is text written by others: it reaches the page through textContent only,
// or through plotly.js, which builds SVG text nodes.

import { Marks } from "./chart_marks.js";
import { Twin } from "./chart_table.js";
import { themed, themeOf } from "./chart_theme.js";

const SEPARATOR = "\x1e";
const CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, scrollZoom: false };
const decoder = new TextDecoder();
const charts = new WeakMap();

// Maps fetch their base layer from plotly's own host unless it is there already: it is, and empty.
const LAYERS = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
const NOTHING = { type: "GeometryCollection", geometries: [] };
const EMPTY_WORLD = {
  type: "Topology",
  arcs: [],
  objects: Object.fromEntries(LAYERS.map((name) => [name, NOTHING])),
};

let plotly; // a promise of window.Plotly, one for the page

window.htxDrawn ??= 0; // how many times any chart was drawn: what the benchmark waits for

/** Prepares the page once; returns the function that Streamlit calls for each chart. */
export function connect(folder) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = folder + "chart.css";
  document.head.append(style);
  plotly = load(folder + "plotly.min.js");
  plotly.catch(() => {}); // each chart says so itself
  window.PlotlyGeoAssets ??= { topojson: new Proxy({}, { get: () => EMPTY_WORLD }) };
  return show;
}

function load(address) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly.js could not be loaded"));
    document.head.append(script);
  });
}

function show({ data, parentElement, setTriggerValue }) {
  let chart = charts.get(parentElement);
  if (!chart) charts.set(parentElement, (chart = new Chart(parentElement)));
  chart.send = setTriggerValue;
  chart.update(decoder.decode(data));
  return () => {
    chart.close();
    charts.delete(parentElement);
  };
}

const waiting = new Set();
const turn = new MessageChannel();
turn.port1.onmessage = drawWaiting;

/** Draws a chart together with all others that wait: one layout and one paint for the page. */
function soon(chart) {
  if (!waiting.size) turn.port2.postMessage(0);
  waiting.add(chart);
}

function drawWaiting() {
  const charts = [...waiting];
  waiting.clear();
  for (const chart of charts) chart.draw();
}

const FULL_SIZE = 640; // pixels of width from which a map bears its marks and words in full size

/** Makes marks and words of a map smaller where it is drawn small, so that they leave it in sight. */
function lighten(data, width) {
  const share = Math.max(0.55, Math.min(1, width / FULL_SIZE));
  for (const { marker, line, textfont } of data) {
    if (marker?.size > 0) marker.size *= share;
    if (line?.width > 0) line.width *= share;
    if (textfont?.size) textfont.size = Math.max(9, textfont.size * share);
  }
}

class Chart {
  constructor(parent) {
    this.root = parent.querySelector(".htx-chart");
    this.frame = this.root.querySelector(".htx-frame");
    this.plot = this.root.querySelector(".htx-plot");
    this.fault = this.root.querySelector(".htx-fault");
    this.width = 0;
    this.drawn = 0;
    this.send = () => {};
    this.marks = new Marks(this.frame, (key) => this.send("chosen", { key }));
    this.twin = new Twin(this.root, () => this.send("rows", true));
    // The width comes from the observer and is given to plotly.js, so that six charts are measured
    // by one layout of the page and not by six.
    this.observer = new ResizeObserver(([entry]) => this.resize(entry.contentRect.width));
    this.observer.observe(this.frame);
  }

  update(text) {
    const theme = themeOf(this.root);
    if (text === this.text && theme === this.theme) return;
    if (text !== this.text) this.read(text);
    const changed = this.figure !== this.shown || theme !== this.theme;
    this.theme = theme;
    if (changed) soon(this);
  }

  read(text) {
    this.text = text;
    const [head, figure, table] = text.split(SEPARATOR);
    const words = JSON.parse(head);
    this.tallest = words.height;
    this.ratio = words.ratio;
    this.fit();
    this.cannotDraw = words.labels.cannot_draw;
    this.root.dataset.key = words.key;
    this.marks.configure(words);
    this.twin.configure(words, table);
    this.figure = figure;
  }

  /** Takes the height that was asked for, or on a narrow screen no more than its share of the width. */
  fit() {
    const share = this.ratio && this.width ? Math.round(this.width * this.ratio) : Infinity;
    const height = Math.min(this.tallest, share);
    if (height === this.height) return;
    this.height = height;
    this.frame.style.height = `${height}px`;
    this.shown = undefined; // the same figure in another height is to be drawn again
  }

  async draw() {
    if (!this.root.isConnected) return; // taken off the page while it waited
    if (!this.width) return; // hidden, or not laid out yet: the observer will call
    this.shown = this.figure;
    try {
      const { data, layout } = themed(this.figure, this.theme);
      Object.assign(layout, { width: this.width, height: this.height, autosize: false });
      if (this.ratio) lighten(data, this.width);
      const Plotly = window.Plotly ?? (await plotly);
      await Plotly.react(this.plot, data, layout, CONFIG);
      this.fault.hidden = true;
      this.frame.hidden = false;
      this.marks.afterDraw();
    } catch (error) {
      console.error(error);
      this.fault.textContent = this.cannotDraw;
      this.fault.hidden = false;
      this.frame.hidden = true;
    }
    this.root.dataset.drawn = String(++this.drawn);
    window.htxDrawn += 1;
  }

  resize(width) {
    const rounded = Math.floor(width);
    if (!rounded || rounded === this.width) return;
    this.width = rounded;
    this.fit();
    if (this.figure !== undefined) soon(this);
  }

  close() {
    this.observer.disconnect();
    if (window.Plotly) window.Plotly.purge(this.plot);
  }
}
