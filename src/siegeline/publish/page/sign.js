/** Signs: each state's shape, drawn once for the map, the list and the legend alike. Colour means side, shape state. */

import { element } from "./element.js";

/**
 * @typedef {{shape: string, a?: string, b?: string, ground?: string, ink?: string, text?: string, under?: string,
 *   pale?: boolean, size?: number, strong?: boolean}} Sign
 *   shape: held, contested, indeterminate, encircled, under-fire, one-way, tick, bar, label, or route-STATE;
 *   a, b: colours of the sides; ground: what it lies on; ink: of its text
 */

const RATIO = 2;
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
    const wide = Math.max(textWidth(sign.text ?? "", sign), sign.under ? textWidth(sign.under, sign, true) : 0);
    return [Math.ceil(wide) + 8, (sign.size ?? 12) + 8 + (sign.under ? 15 : 0)];
  }
  if (sign.shape === "tick") return [5, 13];
  if (sign.shape === "bar") return [7, 24];
  if (sign.shape.startsWith("route-")) return [34, 18];
  const size = sign.size ?? 16;
  return [size, size];
}

/** @param {string} text @param {Sign} sign @param {boolean} [small] @returns {number} */
function textWidth(text, sign, small = false) {
  if (!gauge) return 60;
  gauge.font = font(sign, small);
  return gauge.measureText(text).width;
}

/** @param {Sign} sign @param {boolean} small @returns {string} */
function font(sign, small) {
  return small ? `500 11px ${FONT}` : `${sign.strong ? 700 : 500} ${sign.size ?? 12}px ${FONT}`;
}

/** @param {CanvasRenderingContext2D} pen @param {Sign} sign @param {number} width @param {number} height */
function draw(pen, sign, width, height) {
  const a = sign.a ?? "#777777";
  const [x, y] = [width / 2, height / 2];
  pen.globalAlpha = sign.pale ? 0.55 : 1;
  pen.lineCap = "butt";
  if (sign.shape === "label") label(pen, sign, width);
  else if (sign.shape.startsWith("route-")) route(pen, sign.shape.slice(6), a, width, y);
  else if (sign.shape === "tick") stroke(pen, a, 2.2, [[x, 0], [x, height]]);
  else if (sign.shape === "bar") stroke(pen, a, 6, [[x, 0], [x, height]]);
  else if (["encircled", "under-fire", "one-way"].includes(sign.shape)) ring(pen, sign, x, y);
  else disc(pen, sign, x, y, (sign.pale ? 0.33 : 0.42) * width);
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
  pen.fillStyle = sign.ground ?? "#ffffff";
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
  round(sign.a ?? "#777777", wide);
  pen.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} pen @param {string} state @param {string} a @param {number} width @param {number} y */
function route(pen, state, a, width, y) {
  if (state === "cut") {
    stroke(pen, a, 3, [[0, y], [width / 2 - 6, y]]);
    stroke(pen, a, 3, [[width / 2 + 6, y], [width, y]]);
    stroke(pen, a, 4.5, [[width / 2, y - 8], [width / 2, y + 8]]);
    return;
  }
  pen.setLineDash({ restricted: [7, 4], contested: [12, 3], unknown: [2, 4] }[state] ?? []);
  stroke(pen, a, { open: 2, "under-fire": 2.5 }[state] ?? 2.5, [[0, y], [width, y]]);
  pen.setLineDash([]);
  if (state === "under-fire") for (const x of [6, 17, 28]) stroke(pen, a, 2.2, [[x, y - 6], [x, y + 6]]);
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
  if (sign.under) line(sign.under, size + 17, true);
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
