/** Names on the map: where each is written so that it covers neither a sign nor a more needed name. */

import { corridorRoads, corridorSpot, corridorWord } from "./drawn.js";
import { eventFeatures } from "./event.js";
import { along, clockwise, extent, measure } from "./geometry.js";
import { measureSign } from "./sign.js";
import { doubtWord, routeWord, sideName } from "./word.js";

/** @type {Record<string, number>} */
const RANK = { city: 3, town: 4, airbase: 4, base: 5, area: 5, crossing: 6, dam: 6, bridge: 6, district: 7, village: 8 };
const SIGN = 9; // half a place's sign, with air
const CROWD = 600; // places in view from which on only the weightiest are named, and dots do not push names aside
const NAMED = 80; // of them
const MANY = 12; // sieges on the map from which on their names stand alone, and give way to each other
const MOST = 300; // names at once; the weightier go first, the others come with zoom
const AROUND = 200; // pixels beyond the view in which names and signs still count: the map may be moved there
const FLANK = 9; // pixels from a road to the lines along it that mean a corridor
const OWN_LINE = 3; // how bad it is for a road's name to cover a line,
const LINE = 2; // and for others
const CROSSED = 4; // points of lines; a place's name that would cover more waits until the map is nearer
const ALONG = 1; // the cost of each spot along a road that its name is moved on
const PARTS = [0.5, 0.35, 0.65, 0.2, 0.8]; // of a road's length: where its name may stand, best first
const SMALL = 500; // pixels of map below which what stands under a besieged place's name is written in short lines
const STEP = 9; // pixels between the points of a line that a name should not cover

/** @typedef {[number, number]} Shift  pixels from the spot
 * @typedef {[number, number, number, number]} Box  left, top, right, bottom
 * @typedef {{what: string, id: string, at: import("./types.js").LonLat, rank: number, clear: number,
 *   spots?: import("./types.js").LonLat[], around?: [number, number], sign: import("./sign.js").Sign, spot?: import("./sign.js").Sign, forced: boolean}} Label
 *   clear: pixels kept free around the spot; spots: where else it may stand, best first; spot: a dot drawn with the name; around: width and height of the ring around it */

/** What is besieged is named first, then the events find their spots beside those names, then come the other names.
 * @param {import("./feature.js").Scene} scene @param {(place: import("./types.js").Place) => [number, number]} ring
 * @returns {{labels: any[], events: any[]}} point features with `icon` and its `shift` in pixels */
export function writtenFeatures(scene, ring) {
  const all = [...siegeLabels(scene, ring), ...placeLabels(scene), ...roadLabels(scene), ...corridorLabels(scene), ...baseLabels(scene)];
  all.sort((one, other) => one.rank - other.rank);
  const wanted = all.filter((label) => label.forced || near(scene.project(label.at), scene.size)).slice(0, MOST);
  const control = told(scene);
  const marked = [...scene.seen.filter((place) => control.has(place.id)), ...scene.now.sieges.map(({ place }) => place)];
  const signs = marked.length > CROWD ? [] : marked.map((place) => scene.project([place.lon, place.lat]));
  const taken = signs.map((spot) => ({ box: box(spot, 2 * SIGN, 2 * SIGN), cost: 30 }));
  const lines = linePoints(scene);
  const rings = scene.now.sieges.map(({ place }) => ({ id: place.id, box: box(scene.project([place.lon, place.lat]), ...ring(place)) }));
  const write = (/** @type {Label} */ label) => {
    const [wide, high] = measureSign(label.sign);
    const inside = Boolean(label.around && fits([wide, high], label.around));
    const line = label.what === "route" ? OWN_LINE : LINE;
    const options = (label.spots ?? [label.at]).map((at) => ({ at, spot: scene.project(at) })).flatMap(({ at, spot }, n) => shifts(label, wide, high).map((wish, i) => {
      const shift = label.around ? kept(spot, wish, [wide, high], scene.size) : wish;
      const slid = shift === wish ? 0 : 10;
      const place = box({ x: spot.x + shift[0], y: spot.y + shift[1] }, wide - 4, high - 4);
      const hit = taken.filter((other) => meets(place, other.box)).reduce((cost, other) => cost + other.cost, 0);
      const covered = lines.filter(({ x, y }) => place[0] < x && x < place[2] && place[1] < y && y < place[3]).length;
      const astray = label.around && !inside && rings.some((other) => other.id !== label.id && meets(place, other.box));
      const outside = place[0] < 0 || place[1] < 0 || place[2] > scene.size[0] || place[3] > scene.size[1];
      return { at, shift, place, covered, free: !hit, cost: slid + line * Math.min(covered, 12) + i * 0.5 + n * ALONG + hit + (outside ? 200 : 0) + (astray ? 200 : 0) };
    }));
    const [best] = options.sort((one, other) => one.cost - other.cost);
    if (!label.forced && (!best.free || (label.what === "place" && best.covered > CROSSED))) return [];
    taken.push({ box: best.place, cost: 300 });
    const properties = { what: label.what, id: label.id, rank: label.rank, order: -label.rank, shift: best.shift, icon: scene.sign(label.sign) };
    if (label.spot) taken.push({ box: box(scene.project(best.at), 6, 6), cost: 30 });
    const name = { type: "Feature", geometry: { type: "Point", coordinates: best.at }, properties };
    return label.spot ? [{ ...name, properties: { ...properties, shift: [0, 0], icon: scene.sign(label.spot) } }, name] : [name];
  };
  const [sieges, others] = [wanted.filter(({ around }) => around), wanted.filter(({ around }) => !around)];
  const signsOnly = taken.length;
  const besieged = sieges.flatMap(write);
  const events = aside(eventFeatures(scene), taken.slice(signsOnly).map((one) => one.box), scene);
  for (const one of events) taken.push({ box: eventBox(one, one.properties.shift, scene), cost: 60 });
  return { labels: [...besieged, ...others.flatMap(write)], events };
}

/** Events where they cover none of some names; where there is no such spot near, as they were. @param {any[]} events
 * @param {Box[]} names @param {import("./feature.js").Scene} scene @returns {any[]} */
function aside(events, names, scene) {
  if (!names.length) return events;
  return events.map((one) => {
    const [x, y] = one.properties.shift;
    const shift = [[x, y], [x, -y], [x, 2 * y], [x, -2 * y], [x - 30, y], [x + 30, y], [x - 30, -y], [x + 30, -y], [x, 3 * y], [x, -3 * y]]
      .find((spot) => !names.some((name) => meets(eventBox(one, /** @type {Shift} */ (spot), scene), name)));
    return shift ? { ...one, properties: { ...one.properties, shift } } : one;
  });
}

/** @param {any} event @param {Shift} shift @param {import("./feature.js").Scene} scene @returns {Box} */
function eventBox({ geometry, properties }, shift, scene) {
  const { x, y } = scene.project(geometry.coordinates);
  return box({ x: x + shift[0], y: y + shift[1] }, properties.count > 1 ? 16 + 6 * String(properties.count).length : 16, 16);
}

/** @type {WeakMap<object, Set<string>>} */
const toldOf = new WeakMap();

/** @param {import("./feature.js").Scene} scene @returns {Set<string>} the places of which something is told on the day */
function told({ now }) {
  let found = toldOf.get(now);
  if (!found) toldOf.set(now, (found = new Set(now.control.map(({ place }) => place.id))));
  return found;
}

/** The weightiest of very many, the same at every step. @param {import("./types.js").Place[]} places
 * @param {number} most
 * @param {(place: import("./types.js").Place) => number} rank @returns {import("./types.js").Place[]} */
function sample(places, most, rank) {
  /** @type {import("./types.js").Place[][]} */
  const ranks = [];
  for (const place of places) (ranks[rank(place)] ??= []).push(place);
  const kept = [];
  for (const ranked of ranks) {
    if (kept.length >= most) break;
    if (ranked) kept.push(...ranked.slice(0, most - kept.length));
  }
  return kept;
}

/** @param {{x: number, y: number}} spot @param {[number, number]} size @returns {boolean} whether it is in view, or soon */
function near({ x, y }, [wide, high]) {
  return x > -AROUND && y > -AROUND && x < wide + AROUND && y < high + AROUND;
}

/** @param {import("./feature.js").Scene} scene @returns {{x: number, y: number}[]} along roads, rings and the lines of corridors, where in view */
function linePoints({ page, now, project, size, kmPerPixel }) {
  const rings = now.sieges.filter(({ place }) => place.ring || (place.radius_km ?? 0) > STEP * kmPerPixel);
  const lines = [...now.routes.map(({ route }) => route.path), ...rings.map(({ place }) => clockwise(extent(place)))];
  const flanked = now.corridors.filter(({ span }) => span.flanks.length !== 2).flatMap(({ of, span }) => corridorRoads(page, of, span).map((road) => road.path));
  const points = (/** @type {import("./types.js").LonLat[]} */ path, /** @type {number} */ aside) => path.slice(1).flatMap((end, i) => {
    const [a, b] = [project(path[i]), project(end)];
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [x, y] = [(-(b.y - a.y) / long) * aside, ((b.x - a.x) / long) * aside];
    const parts = Math.min(Math.ceil(long / STEP), 400);
    return Array.from({ length: parts }, (_, k) => ({ x: a.x + x + ((b.x - a.x) * k) / parts, y: a.y + y + ((b.y - a.y) * k) / parts }));
  });
  return [...lines.flatMap((path) => points(path, 0)), ...flanked.flatMap((path) => [...points(path, -FLANK), ...points(path, FLANK)])]
    .filter(({ x, y }) => x > 0 && y > 0 && x < size[0] && y < size[1]);
}

/** @param {import("./feature.js").Scene} scene @param {(place: import("./types.js").Place) => [number, number]} ring @returns {Label[]} */
function siegeLabels({ page, now, colours, size }, ring) {
  const many = now.sieges.length > MANY;
  return now.sieges.map(({ place, span }) => {
    if (many) {
      const sign = { shape: "label", text: clean(place.name), ink: colours.ink, ground: colours.land, size: 13, strong: true };
      return { what: "place", id: place.id, at: /** @type {import("./types.js").LonLat} */ ([place.lon, place.lat]), rank: 0, clear: 20, sign, forced: false };
    }
    const by = clean(sideName(page, span.besieger));
    const doubt = doubtWord(span);
    const [full, narrow] = [`besieged by ${by}\n${doubt}`, `besieged by\n${doubt ? `${by}, ${doubt}` : by}`].map((under, i) =>
      ({ shape: "label", text: clean(place.name), under, ink: colours.ink, ground: colours.land, size: i ? 13 : 16, strong: true }));
    const around = ring(place);
    const sign = !fits(measureSign(full), around) && (size[0] < SMALL || fits(measureSign(narrow), around)) ? narrow : full;
    return { what: "place", id: place.id, at: /** @type {import("./types.js").LonLat} */ ([place.lon, place.lat]), rank: 0, clear: SIGN, around, sign, forced: true };
  });
}

/** @param {import("./feature.js").Scene} scene @returns {Label[]} */
function placeLabels(scene) {
  const { now, colours, pick, kmPerPixel, seen } = scene;
  const most = kmPerPixel > 0.25 ? 8 : kmPerPixel > 0.06 ? 10 : 20; // ranks that there is room for
  const besieged = new Set(now.sieges.map(({ place }) => place.id));
  const control = told(scene);
  const few = seen.length > CROWD ? sample(seen, NAMED, (place) => (RANK[place.kind] ?? 7) + (control.has(place.id) ? 0 : 4)) : seen;
  return few.filter((place) => !besieged.has(place.id)).flatMap((place) => {
    const known = control.has(place.id);
    const strong = pick?.id === place.id;
    const sign = { shape: "label", text: clean(place.name), ink: known ? colours.ink : colours.quiet, ground: colours.land, size: 12, strong };
    const rank = strong ? 0 : (RANK[place.kind] ?? 7) + (known ? 0 : 4);
    if (rank > most || (!known && !strong && ["area", "region"].includes(place.kind))) return [];
    const spot = known ? undefined : { shape: "spot", a: colours.quiet };
    return [{ what: "place", id: place.id, at: /** @type {import("./types.js").LonLat} */ ([place.lon, place.lat]), rank,
      clear: known ? SIGN : 3, sign, spot, forced: strong }];
  });
}

/** @param {import("./feature.js").Scene} scene @returns {Label[]} along the part of each road that is in view */
function roadLabels({ now, colours, pick, project, size }) {
  return now.routes.filter(({ span }) => span.state !== "open").map(({ route, span }) => {
    const strong = pick?.id === route.id;
    const sign = { shape: "label", text: clean(`${route.name}: ${routeWord(span.state)}`), ink: colours.ink, ground: colours.land, size: 12, strong };
    const long = measure(route.path);
    const all = PARTS.map((part) => along(route.path, part * long).point);
    const seen = all.filter((at) => { const { x, y } = project(at); return x > 0 && y > 0 && x < size[0] && y < size[1]; });
    const spots = seen.length ? seen : all.slice(0, 1);
    return { what: "route", id: route.id, at: spots[0], spots, rank: 1, clear: 13, sign, forced: strong };
  });
}

/** @param {import("./feature.js").Scene} scene @returns {Label[]} a corridor's width, where it is narrowest */
function corridorLabels({ page, now, colours }) {
  return now.corridors.flatMap(({ of, span }) => {
    const at = corridorSpot(page, of, span);
    if (!at || !span.width) return [];
    const sign = { shape: "label", text: corridorWord(span), ink: colours.ink, ground: colours.land, size: 11, strong: true };
    return [{ what: page.routes[of] ? "route" : "place", id: of, at, rank: 2, clear: 14 + FLANK, sign, forced: false }];
  });
}

/** Towns of the tiles under the map, in few words: they give way to all else, and to a name of ours.
 * @param {import("./feature.js").Scene} scene @returns {Label[]} */
function baseLabels(scene) {
  const { colours, seen, towns = [], kmPerPixel } = scene;
  if (!towns.length) return [];
  const most = kmPerPixel > 0.25 ? 3 : kmPerPixel > 0.06 ? 4 : 8;
  const ours = new Set(seen.map((place) => fold(place.name)));
  return towns.filter(({ name, rank }) => rank <= most && !ours.has(fold(name))).map(({ name, rank, at }) => {
    const sign = { shape: "label", text: clean(name), ink: colours.quiet, ground: colours.land, size: 11, strong: false };
    return { what: "", id: "", at, rank: 20 + rank, clear: 3, sign, spot: { shape: "spot", a: colours.quiet }, forced: false };
  });
}

/** @param {string} name @returns {string} without case and marks */
function fold(name) {
  return name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** @param {[number, number]} size of a label @param {[number, number]} around of a ring @returns {boolean} */
function fits([wide, high], around) {
  return wide < around[0] && high < around[1] * 0.46;
}

/** @param {Label} label @param {number} wide @param {number} high @returns {Shift[]} best first */
function shifts({ clear, around, what }, wide, high) {
  const [x, y] = [clear + wide / 2, clear + high / 2 - 2];
  const [aside, off] = [x - clear / 2, y - clear / 2]; // beside a slanting line a name stands at a corner
  const corners = /** @type {Shift[]} */ ([[aside, off], [-aside, off], [aside, -off], [-aside, -off]]);
  if (!around && what === "route") return [[0, y], [0, -y], [x, 0], [-x, 0], ...corners];
  if (!around) return [[x, 0], [-x, 0], [0, y], [0, -y], ...corners];
  if (fits([wide, high], around)) return [[0, y], [0, -y]];
  const [far, deep] = [around[0] / 2 + wide / 2, around[1] / 2 + high / 2];
  return [[0, deep], [0, -deep], [far, 0], [-far, 0], [far, -deep], [-far, -deep], [far, deep], [-far, deep]];
}

/** A name that would stick out of the view moves in, unless what it names is out of view itself.
 * @param {{x: number, y: number}} spot @param {Shift} shift @param {[number, number]} size of the name
 * @param {[number, number]} view @returns {Shift} */
function kept(spot, shift, size, view) {
  const at = [spot.x, spot.y];
  if (at.some((one, i) => one < 0 || one > view[i])) return shift;
  const moved = shift.map((one, i) => Math.min(Math.max(at[i] + one, size[i] / 2), view[i] - size[i] / 2) - at[i]);
  return moved.every((one, i) => Math.abs(one - shift[i]) < 1) ? shift : /** @type {Shift} */ (moved);
}

/** @param {{x: number, y: number}} middle @param {number} wide @param {number} high @returns {Box} */
function box({ x, y }, wide, high) {
  return [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
}

/** @param {Box} one @param {Box} other @returns {boolean} */
function meets(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** @param {string} text @returns {string} no character that turns a line of canvas text around */
function clean(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "");
}
