/** Colours: the sides' hues, made light or dark enough to be told from the ground they lie on. */

/** @typedef {{land: string, paper: string, ink: string, quiet: string, outside: string, water: string, rule: string,
 *   dark: boolean, side: (id: string|null|undefined) => string}} Palette */

const LEAST = 3; // WCAG 2.2, 1.4.11: graphics against what they lie on

/** @param {import("./types.js").Page} page @returns {Palette} the colours now; the style sheet is their source */
export function palette(page) {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const land = read("land");
  const dark = luminance(parse(land)) < 0.2;
  const hues = new Map(page.theatre.sides.map((side) => [side.id, apart(side.hue, land, dark)]));
  return {
    land, dark, paper: read("paper"), ink: read("ink"), quiet: read("quiet"), outside: read("outside"),
    water: read("water"), rule: read("rule"),
    side: (id) => hues.get(id ?? "") ?? read("nobody"),
  };
}

/** The hue moved towards black or white until it stands out. @param {string} hue @param {string} ground
 * @param {boolean} dark @returns {string} */
function apart(hue, ground, dark) {
  let colour = parse(hue);
  const behind = luminance(parse(ground));
  const towards = dark ? 255 : 0;
  for (let step = 0; step < 20 && contrast(luminance(colour), behind) < LEAST; step++) {
    colour = colour.map((part) => part + (towards - part) * 0.06);
  }
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
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
