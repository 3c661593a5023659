// Where a mark is on the screen.
//
// plotly.js keeps no public list of the shapes it drew, so this file, and only this file, looks at
// what it leaves on the page: the datum on each SVG element, the axes and the calculated cells. A
// test draws every kind of chart; where a shape is not found there is no outline, and no error.

const SHAPES = {
  point: ".points .point, .choroplethlocation, .scattergeo .point",
  node: ".node-rect",
  link: ".sankey-link",
};
const RADIUS = 7; // pixels, for a point of a line that has no marker

/** The outline of a mark as { d, transform? } in the coordinates of `canvas`, or null. */
export function outlineOf(plot, canvas, mark) {
  if (mark.part === "cell") return cellOutline(plot, mark);
  const element = shapeOf(plot, mark);
  return element ? copyOf(element, canvas) : pointOutline(plot, mark);
}

function shapeOf(plot, { part, curve, point }) {
  for (const element of plot.querySelectorAll(SHAPES[part])) {
    const datum = element.__data__ ?? {};
    const owner = element.closest(".trace, .sankey")?.__data__;
    const trace = (Array.isArray(owner) ? owner[0] : owner)?.trace;
    const index = part === "point" ? datum.i : (datum[part]?.pointNumber ?? datum.pointNumber);
    if (trace?.index === curve && index === point) {
      return element.tagName === "g" ? element.querySelector("path") : element;
    }
  }
  return null;
}

function copyOf(element, canvas) {
  const { a, b, c, d, e, f } = canvas
    .getScreenCTM()
    .inverse()
    .multiply(element.getScreenCTM());
  return { d: pathOf(element), transform: `matrix(${a} ${b} ${c} ${d} ${e} ${f})` };
}

function pathOf(element) {
  if (element.tagName === "path") return element.getAttribute("d");
  const { x, y, width, height } = element.getBBox();
  return rectangle(x, y, x + width, y + height);
}

function cellOutline(plot, { curve, row, column }) {
  const [cells] = plot.calcdata[curve];
  const { x, y } = axesOf(plot, curve);
  const [left, right] = [column, column + 1].map((i) => x._offset + x.c2p(cells.x[i]));
  const [top, bottom] = [row, row + 1].map((i) => y._offset + y.c2p(cells.y[i]));
  return { d: rectangle(left, top, right, bottom) };
}

function pointOutline(plot, { curve, point }) {
  const place = plot.calcdata[curve]?.find((one) => one.i === point);
  const { x, y } = axesOf(plot, curve);
  if (!place || !x || !y) return null;
  const [left, top] = [x._offset + x.c2p(place.x), y._offset + y.c2p(place.y)];
  if (!Number.isFinite(left) || !Number.isFinite(top)) return null;
  return { d: `M${left - RADIUS},${top}a${RADIUS},${RADIUS} 0 1 0 ${2 * RADIUS},0a${RADIUS},${RADIUS} 0 1 0 ${-2 * RADIUS},0` };
}

function axesOf(plot, curve) {
  const { xaxis = "", yaxis = "" } = plot._fullData[curve];
  const layout = plot._fullLayout;
  return { x: layout[xaxis.replace("x", "xaxis")], y: layout[yaxis.replace("y", "yaxis")] };
}

function rectangle(left, top, right, bottom) {
  return `M${left},${top}H${right}V${bottom}H${left}Z`;
}
