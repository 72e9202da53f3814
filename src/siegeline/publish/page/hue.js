/** Colours: the sides' hues as the theatre gives them; one that would not stand out from the ground gets an edge. */

/** @typedef {{land: string, paper: string, ink: string, quiet: string, outside: string, water: string, rule: string,
 *   side: (id: string|null|undefined) => string, edge: (hue: string) => string}} Palette
 *   edge: the colour of a sign's outline: the ground's, or one that stands out where the hue does not */

const LEAST = 3; // WCAG 2.2, 1.4.11: graphics against what they lie on

/** @param {import("./types.js").Page} page @returns {Palette} the colours now; the style sheet is their source */
export function palette(page) {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const [land, nobody, edged] = ["land", "nobody", "edge"].map(read); // once: each asking may lay the document out
  const behind = luminance(parse(land));
  const hues = new Map(page.theatre.sides.map((side) => [side.id, side.hue]));
  return {
    land, paper: read("paper"), ink: read("ink"), quiet: read("quiet"), outside: read("outside"),
    water: read("water"), rule: read("rule"),
    side: (id) => hues.get(id ?? "") ?? nobody,
    edge: (hue) => (contrast(luminance(parse(hue)), behind) < LEAST ? edged : land),
  };
}

/** A sign's colour, with an outline where it needs one. @param {Palette} colours @param {string} a
 * @returns {{a: string, edge?: string}} */
export function ink(colours, a) {
  const edge = colours.edge(a);
  return edge === colours.land ? { a } : { a, edge };
}

/** @param {string} text `#rrggbb` @returns {number[]} */
function parse(text) {
  const hex = /^#[0-9a-f]{6}$/i.test(text) ? text.slice(1) : "808080";
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** @param {number[]} colour @returns {number} */
function luminance(colour) {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {number} one @param {number} other @returns {number} */
function contrast(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
