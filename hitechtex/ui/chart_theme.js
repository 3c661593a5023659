// The page's theme, given to a figure that was drawn for any theme.

const PROPERTIES = {
  text: "--st-text-color",
  background: "--st-background-color",
  surface: "--st-secondary-background-color",
  primary: "--st-primary-color",
};

const known = new Map(); // theme by the values it was made of: the same object while nothing changed
let current; // the theme within one task, so that six charts ask the browser once

/** The theme in force: one object per theme, so that `===` tells whether it changed. */
export function themeOf(element) {
  if (current) return current;
  const style = getComputedStyle(element);
  const values = Object.values(PROPERTIES).map((name) => style.getPropertyValue(name).trim());
  const font = style.getPropertyValue("--st-font").trim() || "sans-serif";
  const series = style.getPropertyValue("--st-chart-categorical-colors").trim();
  const signature = [...values, font, series].join("|");
  if (!known.has(signature)) known.set(signature, build(element, values, font, series));
  current = known.get(signature);
  setTimeout(() => (current = undefined));
  return current;
}

/** The figure with the theme's colours in it. Raises where the text is not a figure. */
export function themed(figureText, theme) {
  const text = figureText
    .replace(/"theme:(\w+)"/g, (token, name) =>
      name in theme.colours ? JSON.stringify(theme.colours[name]) : token,
    )
    .replace(/<(?=a\b)/gi, "&lt;"); // a name from a file never becomes a link
  const { data, layout = {} } = JSON.parse(text);
  if (!Array.isArray(data)) throw new TypeError("a figure has a list of traces");
  const own = layout.template ?? {};
  return { data, layout: { ...layout, template: { ...own, layout: merged(theme.layout, own.layout) } } };
}

function build(element, values, font, series) {
  const colours = {};
  Object.keys(PROPERTIES).forEach((name, i) => (colours[name] = plain(element, values[i])));
  colours.muted = mixed(colours.text, colours.background, 0.72);
  colours.grid = mixed(colours.text, colours.background, 0.14);
  colours.axis = mixed(colours.text, colours.background, 0.4);
  const layout = layoutOf(colours, font);
  if (series) layout.colorway = series.split(",");
  return { colours, layout };
}

function layoutOf({ text, muted, grid, axis, background, surface }, font) {
  const line = { gridcolor: grid, linecolor: axis, zerolinecolor: axis, tickcolor: axis };
  const title = { font: { color: muted } };
  const scale = { ...line, automargin: true, tickfont: { color: text }, title };
  const clear = "rgba(0,0,0,0)";
  return {
    font: { color: text, family: font, size: 13 },
    paper_bgcolor: clear,
    plot_bgcolor: clear,
    xaxis: scale,
    yaxis: scale,
    geo: { bgcolor: clear, lakecolor: background, landcolor: surface, coastlinecolor: axis },
    legend: { bgcolor: clear, font: { color: text } },
    hoverlabel: { bgcolor: surface, bordercolor: axis, font: { color: text, family: font } },
    dragmode: false, // a finger on a chart scrolls the page
    hovermode: "closest",
  };
}

/** Any CSS colour as rgb(…), which is all that plotly.js reads for certain. */
function plain(element, colour) {
  const probe = document.createElement("span");
  probe.style.color = colour;
  element.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  probe.remove();
  return `rgb(${red},${green},${blue})`;
}

function mixed(front, back, share) {
  const [a, b] = [front, back].map((colour) => colour.match(/\d+/g).map(Number));
  return `rgb(${a.map((part, i) => Math.round(part * share + b[i] * (1 - share))).join(",")})`;
}

/** What the figure says wins over what the theme says. */
function merged(under, over) {
  const result = { ...under };
  for (const [name, value] of Object.entries(over ?? {})) {
    const both = isPlain(value) && isPlain(result[name]);
    result[name] = both ? merged(result[name], value) : value;
  }
  return result;
}

function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
