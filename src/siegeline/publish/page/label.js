/** Names on the map: where each is written so that it covers neither a sign nor a more needed name. */

import { along, measure } from "./geometry.js";
import { measureSign } from "./sign.js";
import { doubtWord, routeWord, sideName } from "./word.js";

const RANK = { city: 3, town: 4, airbase: 4, base: 5, area: 5, crossing: 6, dam: 6, bridge: 6, district: 7, village: 8 };
const SIGN = 9; // half a place's sign, with air
const RING = 21; // half a siege's sign

/** @typedef {{what: string, id: string, at: import("./types.js").LonLat, rank: number, clear: number,
 *   sign: import("./sign.js").Sign, forced: boolean}} Label  clear: pixels kept free around the spot itself */

/** @param {import("./feature.js").Scene} scene @param {(place: import("./types.js").Place) => boolean} isSmall
 * @returns {any[]} point features with `icon` and its `shift` in pixels */
export function labelFeatures(scene, isSmall) {
  const wanted = [...siegeLabels(scene, isSmall), ...placeLabels(scene), ...roadLabels(scene)];
  wanted.sort((one, other) => one.rank - other.rank);
  const taken = [...scene.now.control, ...scene.now.sieges].map(({ place }) => box(scene.project([place.lon, place.lat]), 2 * SIGN, 2 * SIGN));
  return wanted.flatMap((label) => {
    const spot = scene.project(label.at);
    const [wide, high] = measureSign(label.sign);
    const choices = shifts(label, wide, high);
    const free = choices.find((shift) => !taken.some((other) => meets(box(moved(spot, shift), wide - 4, high - 4), other)));
    const shift = free ?? (label.forced ? choices[0] : null);
    if (!shift) return [];
    taken.push(box(moved(spot, shift), wide - 4, high - 4));
    const properties = { what: label.what, id: label.id, rank: label.rank, order: label.rank, shift, icon: scene.sign(label.sign) };
    return [{ type: "Feature", geometry: { type: "Point", coordinates: label.at }, properties }];
  });
}

/** @param {import("./feature.js").Scene} scene @param {(place: import("./types.js").Place) => boolean} isSmall @returns {Label[]} */
function siegeLabels({ page, now, colours }, isSmall) {
  return now.sieges.map(({ place, span }) => {
    const under = clean(`besieged by ${sideName(page, span.besieger)} – ${doubtWord(span)}`);
    const sign = { shape: "label", text: clean(place.name), under, ink: colours.ink, ground: colours.land, size: 16, strong: true };
    return { what: "place", id: place.id, at: [place.lon, place.lat], rank: 0, clear: isSmall(place) ? RING : SIGN, sign, forced: true };
  });
}

/** @param {import("./feature.js").Scene} scene @returns {Label[]} */
function placeLabels({ page, now, colours, pick }) {
  const besieged = new Set(now.sieges.map(({ place }) => place.id));
  const told = new Set(now.control.map(({ place }) => place.id));
  return Object.values(page.places).filter((place) => !besieged.has(place.id)).map((place) => {
    const known = told.has(place.id);
    const strong = pick?.id === place.id;
    const sign = { shape: "label", text: clean(place.name), ink: known ? colours.ink : colours.quiet, ground: colours.land, size: 12, strong };
    const rank = strong ? 0 : (RANK[place.kind] ?? 7) + (known ? 0 : 4);
    return { what: "place", id: place.id, at: [place.lon, place.lat], rank, clear: known ? SIGN : 0, sign, forced: strong };
  });
}

/** @param {import("./feature.js").Scene} scene @returns {Label[]} */
function roadLabels({ now, colours, pick }) {
  return now.routes.filter(({ span }) => span.state !== "open").map(({ route, span }) => {
    const strong = pick?.id === route.id;
    const sign = { shape: "label", text: clean(`${route.name}: ${routeWord(span.state)}`), ink: colours.ink, ground: colours.land, size: 12, strong };
    const { point } = along(route.path, measure(route.path) / 2);
    return { what: "route", id: route.id, at: point, rank: 1, clear: 13, sign, forced: strong };
  });
}

/** @param {Label} label @param {number} wide @param {number} high @returns {[number, number][]} best first */
function shifts({ clear, what }, wide, high) {
  if (!clear) return [[0, 0]];
  const [x, y] = [clear + wide / 2, clear + high / 2 - 2];
  /** @type {[number, number][]} */
  const beside = [[x, 0], [-x, 0], [0, y], [0, -y]];
  return what === "route" || clear === RING || high > 30 ? [[0, y], [0, -y], [x, 0], [-x, 0]] : beside;
}

/** @param {{x: number, y: number}} spot @param {[number, number]} shift */
function moved({ x, y }, [dx, dy]) {
  return { x: x + dx, y: y + dy };
}

/** @param {{x: number, y: number}} middle @param {number} wide @param {number} high @returns {[number, number, number, number]} */
function box({ x, y }, wide, high) {
  return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
}

/** @param {[number, number, number, number]} one @param {[number, number, number, number]} other @returns {boolean} */
function meets(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** @param {string} text @returns {string} no character that turns a line of canvas text around */
function clean(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "");
}
