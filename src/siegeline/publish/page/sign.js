/** Signs: each state's shape, drawn once for the map, the list and the legend alike. Colour means side, shape state. */

import { element } from "./element.js";

/**
 * @typedef {{shape: string, a?: string, b?: string, ground?: string, ink?: string, text?: string, under?: string,
 *   edge?: string, pale?: boolean, size?: number, strong?: boolean}} Sign
 *   shape: held, contested, indeterminate, encircled, under-fire, one-way, tick, bar, label, front, corridor, route-STATE
 *   or event-GROUP;
 *   a, b: colours of the sides; edge: of its outline; ground: what it lies on; ink: of its text
 */

const RATIO = 2;
/** @type {Record<string, number[]>} */
const ROUTE_DASH = { restricted: [7, 4], contested: [10, 3, 2, 3], unknown: [2, 4] };
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const gauge = document.createElement("canvas").getContext("2d");

/** @param {Sign} sign @returns {{width: number, height: number, data: Uint8ClampedArray}} for MapLibre's `addImage` */
export function picture(sign) {
  const { width, height, data } = paint(sign).getContext("2d").getImageData(0, 0, ...whole(sign));
  return { width, height, data };
}

/** @param {Sign} sign @returns {HTMLElement} a picture beside words; hidden from readers that need none */
export function signElement(sign) {
  const canvas = paint(sign);
  const [width, height] = measureSign(sign);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.setAttribute("aria-hidden", "true");
  return element("span", { class: "sign" }, canvas);
}

/** @type {Map<string, string>} */
const pictures = new Map();

/** The same as a picture that is drawn once: for long lists. @param {Sign} sign @returns {HTMLElement} */
export function signImage(sign) {
  const key = JSON.stringify(sign);
  let src = pictures.get(key);
  if (!src) pictures.set(key, (src = paint(sign).toDataURL()));
  const [width, height] = measureSign(sign);
  return element("span", { class: "sign" }, element("img", { src, width, height, alt: "" }));
}

export const pixelRatio = RATIO;

/** @param {Sign} sign @returns {[number, number]} */
function whole(sign) {
  const [width, height] = measureSign(sign);
  return [Math.ceil(width * RATIO), Math.ceil(height * RATIO)];
}

/** @param {Sign} sign @returns {any} */
function paint(sign) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = whole(sign);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.scale(RATIO, RATIO);
  const [width, height] = measureSign(sign);
  draw(pen, sign, width, height);
  return canvas;
}

/** @param {Sign} sign @returns {[number, number]} in CSS pixels */
export function measureSign(sign) {
  if (sign.shape === "label") {
    const wide = [textWidth(sign.text ?? "", sign), ...beneath(sign).map((line) => textWidth(line, sign, true))];
    return [Math.ceil(Math.max(...wide)) + 8, (sign.size ?? 12) + 8 + 15 * beneath(sign).length];
  }
  if (sign.shape === "tick") return [6, 14];
  if (sign.shape === "front") return [34, 18];
  if (sign.shape === "corridor") return [34, 18];
  if (sign.shape.startsWith("event-")) return [sign.text ? 13 + 6 * sign.text.length : 13, 13];
  if (sign.shape === "bar") return [9, 24];
  if (sign.shape.startsWith("route-")) return [34, 18];
  const size = sign.size ?? 16;
  return [size, size];
}

/** @param {Sign} sign @returns {string[]} the small lines under a label */
function beneath(sign) {
  return sign.under ? sign.under.split("\n") : [];
}

/** @param {string} text @param {Sign} sign @param {boolean} [small] @returns {number} */
function textWidth(text, sign, small = false) {
  if (!gauge) return 60;
  gauge.font = font(sign, small);
  return gauge.measureText(text).width;
}

/** @param {Sign} sign @param {boolean} small @returns {string} */
function font(sign, small) {
  return small ? `500 12px ${FONT}` : `${sign.strong ? 700 : 500} ${sign.size ?? 12}px ${FONT}`;
}

/** @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} width @param {number} height */
function draw(pen, sign, width, height) {
  const a = sign.a ?? "#777777";
  const [x, y] = [width / 2, height / 2];
  pen.globalAlpha = sign.pale ? 0.55 : 1;
  pen.lineCap = "butt";
  if (sign.shape === "label") label(pen, sign, width);
  else if (sign.shape.startsWith("route-")) route(edged(pen, sign), sign.shape.slice(6), a, width, y);
  else if (sign.shape === "tick") edged(pen, sign)(a, 2.2, [[x, 1], [x, height - 1]]);
  else if (sign.shape === "bar") edged(pen, sign)(a, 6, [[x, 1], [x, height - 1]]);
  else if (sign.shape === "front") front(pen, sign, width, height);
  else if (sign.shape === "corridor") corridor(pen, sign, width, y);
  else if (sign.shape.startsWith("event-")) event(pen, sign, 6.5, y);
  else if (sign.shape === "spot") spot(pen, a, x, y);
  else if (["encircled", "under-fire", "one-way"].includes(sign.shape)) ring(pen, sign, x, y);
  else disc(pen, sign, x, y, (sign.pale ? 0.33 : 0.42) * width);
}

/** The front's line in its band. @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} width @param {number} height */
function front(pen, sign, width, height) {
  pen.globalAlpha = 0.25;
  pen.fillStyle = sign.b ?? "#777777";
  pen.fillRect(0, 2, width, height - 4);
  pen.globalAlpha = 1;
  pen.setLineDash([9, 3]);
  stroke(pen, sign.a ?? "#000000", 1.6, [[0, height / 2], [width, height / 2]]);
  pen.setLineDash([]);
}

/** Two flanks and the neck between them. @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} width @param {number} y */
function corridor(pen, sign, width, y) {
  for (const off of [-5, 5]) stroke(pen, sign.a ?? "#777777", 2, [[3, y + off], [width - 3, y + off]]);
  pen.setLineDash([2, 2]);
  stroke(pen, sign.a ?? "#777777", 1.2, [[width / 2, y - 5], [width / 2, y + 5]]);
  pen.setLineDash([]);
}

/** What happened: a cross for fighting, a triangle where ground changed hands, a square for people; and how many.
 * @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} x @param {number} y */
function event(pen, sign, x, y) {
  const a = sign.a ?? "#000000";
  /** @type {Record<string, [number, number][][]>} */
  const lines = {
    "event-fighting": [[[x - 4, y - 4], [x + 4, y + 4]], [[x - 4, y + 4], [x + 4, y - 4]]],
    "event-ground": [[[x, y - 4.5], [x + 4.8, y + 4], [x - 4.8, y + 4], [x, y - 4.5], [x + 4.8, y + 4]]],
    "event-people": [[[x - 4, y - 4], [x + 4, y - 4], [x + 4, y + 4], [x - 4, y + 4], [x - 4, y - 4], [x + 4, y - 4]]],
  };
  for (const points of lines[sign.shape] ?? []) stroke(pen, sign.ground ?? "#ffffff", 4.2, points);
  for (const points of lines[sign.shape] ?? []) stroke(pen, a, 1.8, points);
  if (!sign.text) return;
  pen.font = `600 10px ${FONT}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.strokeStyle = sign.ground ?? "#ffffff";
  pen.lineWidth = 3;
  pen.strokeText(sign.text, x + 6, y + 0.5);
  pen.fillStyle = a;
  pen.fillText(sign.text, x + 6, y + 0.5);
}

/** A place of which nothing is known on the day. @param {CanvasRenderingContext2D} pen @param {string} colour
 * @param {number} x @param {number} y */
function spot(pen, colour, x, y) {
  pen.beginPath();
  pen.arc(x, y, 2.5, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

/** @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} x @param {number} y @param {number} r */
function disc(pen, sign, x, y, r) {
  const full = 2 * Math.PI;
  const part = (/** @type {string} */ colour, /** @type {number} */ from, /** @type {number} */ to) => {
    pen.beginPath();
    pen.arc(x, y, r, from, to);
    pen.fillStyle = colour;
    pen.fill();
  };
  pen.beginPath();
  pen.arc(x, y, r + 1.2, 0, full);
  pen.fillStyle = (sign.shape === "indeterminate" ? sign.ground : sign.edge) ?? sign.ground ?? "#ffffff";
  pen.fill();
  if (sign.shape === "contested") {
    part(sign.a ?? "#777777", Math.PI / 2, (3 * Math.PI) / 2);
    part(sign.b ?? "#777777", -Math.PI / 2, Math.PI / 2);
    stroke(pen, sign.ground ?? "#ffffff", 1.5, [[x, y - r], [x, y + r]]);
  } else if (sign.shape === "held") part(sign.a ?? "#777777", 0, full);
  else {
    pen.beginPath();
    pen.arc(x, y, r - 1, 0, full);
    pen.strokeStyle = sign.a ?? "#777777";
    pen.lineWidth = 2;
    pen.stroke();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} x @param {number} y */
function ring(pen, sign, x, y) {
  const wide = Math.max((sign.size ?? 16) / 9, 2.4);
  const r = x - wide / 2 - 1.5;
  const round = (/** @type {string} */ colour, /** @type {number} */ line) => {
    pen.beginPath();
    if (sign.shape === "one-way") pen.arc(x, y, r, -Math.PI / 2 + 0.5, (3 * Math.PI) / 2 - 0.5);
    else pen.arc(x, y, r, -Math.PI / 2, (3 * Math.PI) / 2);
    pen.strokeStyle = colour;
    pen.lineWidth = line;
    pen.stroke();
  };
  round(sign.ground ?? "transparent", wide + 3);
  if (sign.shape === "under-fire") {
    const dash = (2 * Math.PI * r) / 8;
    pen.setLineDash([dash * 0.62, dash * 0.38]);
  }
  if (sign.edge) round(sign.edge, wide + 1.8);
  round(sign.a ?? "#777777", wide);
  pen.setLineDash([]);
}

/** Lines with their outline beneath. @param {CanvasRenderingContext2D} pen @param {Sign} sign
 * @returns {(colour: string, wide: number, points: [number, number][], dash?: number[]) => void} */
function edged(pen, sign) {
  return (colour, wide, points, dash = []) => {
    pen.setLineDash(dash);
    if (sign.edge) stroke(pen, sign.edge, wide + 2, points);
    stroke(pen, colour, wide, points);
    pen.setLineDash([]);
  };
}

/** @param {ReturnType<typeof edged>} line @param {string} state @param {string} a @param {number} width @param {number} y */
function route(line, state, a, width, y) {
  if (state === "cut") {
    line(a, 3, [[0, y], [width / 2 - 6, y]]);
    line(a, 3, [[width / 2 + 6, y], [width, y]]);
    line(a, 4.5, [[width / 2, y - 8], [width / 2, y + 8]]);
    return;
  }
  line(a, state === "open" ? 2 : 2.5, [[0, y], [width, y]], ROUTE_DASH[state] ?? []);
  if (state === "under-fire") for (const x of [6, 17, 28]) line(a, 2.2, [[x, y - 6], [x, y + 6]]);
}

/** @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} width */
function label(pen, sign, width) {
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  pen.lineJoin = "round";
  const line = (/** @type {string} */ text, /** @type {number} */ y, /** @type {boolean} */ small) => {
    pen.font = font(sign, small);
    pen.strokeStyle = sign.ground ?? "#ffffff";
    pen.lineWidth = sign.strong ? 5 : 3.5;
    pen.strokeText(text, width / 2, y);
    pen.fillStyle = sign.ink ?? "#000000";
    pen.fillText(text, width / 2, y);
  };
  const size = sign.size ?? 12;
  beneath(sign).forEach((text, i) => line(text, size + 17 + 15 * i, true));
  line(sign.text ?? "", size + 2, false);
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour @param {number} wide @param {[number, number][]} points */
function stroke(pen, colour, wide, points) {
  pen.strokeStyle = colour;
  pen.lineWidth = wide;
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
}
