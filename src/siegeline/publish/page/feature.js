/** The situation of a day as GeoJSON for the map's sources. */

import { along, bounds, circle, clockwise, extent, measure, nearest, opened } from "./geometry.js";
import { ink } from "./hue.js";
import { writtenFeatures } from "./label.js";
import { contenders } from "./situation.js";
import { corridorFeatures, frontFeatures } from "./drawn.js";

const SMALL = 52; // pixels: a ring narrower than this is drawn as a sign instead
/** @type {[number, number]} */
const RING = [42, 42]; // pixels: such a sign with its air
const BREAK = 26; // pixels: the gap where a road is cut

/** @typedef {{page: import("./types.js").Page, seen: import("./types.js").Place[], towns?: import("./town.js").Town[], now: import("./types.js").Situation,
 *   pick: import("./types.js").Pick|null, days: [string, string], colours: import("./hue.js").Palette, kmPerPixel: number,
 *   size: [number, number], project: (at: import("./types.js").LonLat) => {x: number, y: number},
 *   sign: (sign: import("./sign.js").Sign) => string}} Scene */

/** @param {Scene} scene @returns {Record<string, {type: "FeatureCollection", features: any[]}>} by source */
export function features(scene) {
  const { labels, events } = writtenFeatures(scene, (place) => (isSmall(place, scene) ? RING : pixels(place, scene.kmPerPixel)));
  const sources = { front: frontFeatures(scene), corridors: corridorFeatures(scene), events, areas: areas(scene), rings: rings(scene), routes: routes(scene), bars: bars(scene),
    points: points(scene), labels, picked: picked(scene) };
  return Object.fromEntries(
    Object.entries(sources).map(([name, all]) => [name, { type: /** @type {const} */ ("FeatureCollection"), features: all }]),
  );
}

/** @param {Scene} scene @returns {any[]} outlines of places, in their holder's colour */
function areas({ page, now, colours }) {
  return now.control
    .filter(({ place }) => place.ring?.length)
    .map(({ place, span }) => {
      const [side] = span.state === "held" ? [span.holder?.side] : contenders(page, span);
      const colour = span.state === "indeterminate" ? colours.quiet : colours.side(side);
      return feature(polygon(clockwise(extent(place))), { what: "place", id: place.id, colour, state: span.state });
    });
}

/** @param {Scene} scene @returns {any[]} the besieger's ring around each besieged area */
function rings(scene) {
  return scene.now.sieges.flatMap(({ place, span }) => {
    if (isSmall(place, scene)) return [];
    const ring = clockwise(extent(place));
    const line = span.degree === "one-way" ? opened(ring, way(place, span, scene)) : ring;
    const sure = (span.probability ?? 0.5) >= 0.6 ? 1 : 0.6;
    return [feature({ type: "LineString", coordinates: line },
      { what: "place", id: place.id, ...inked(scene.colours.side(span.besieger?.side), scene), degree: span.degree, sure })];
  });
}

/** Where the one way leads: as told, else the far end of the nearest road that is not cut, else north.
 * @param {import("./types.js").Place} place @param {import("./types.js").SiegeSpan} span @param {Scene} scene
 * @returns {import("./types.js").LonLat} */
function way(place, span, scene) {
  if (span.way) return span.way;
  const here = /** @type {import("./types.js").LonLat} */ ([place.lon, place.lat]);
  const away = scene.now.routes.filter((one) => one.span.state !== "cut").flatMap(({ route: { path } }) =>
    [path[0], path[path.length - 1]].map((end, i, both) => ({ km: measure([end, here]), far: both[1 - i] })));
  away.sort((one, other) => one.km - other.km);
  return away.length && away[0].km < 10 ? away[0].far : [here[0], here[1] + 1];
}

/** @param {import("./types.js").Place} place @param {number} kmPerPixel @returns {[number, number]} its width and height */
function pixels(place, kmPerPixel) {
  const [w, s, e, n] = bounds(extent(place));
  return [measure([[w, s], [e, s]]) / kmPerPixel, measure([[w, s], [w, n]]) / kmPerPixel];
}

/** @param {import("./types.js").Place} place @param {Scene} scene @returns {boolean} */
function isSmall(place, { kmPerPixel }) {
  return Math.min(...pixels(place, kmPerPixel)) < SMALL;
}

/** @param {Scene} scene @returns {any[]} */
function routes(scene) {
  const told = new Set(scene.now.routes.map(({ route }) => route.id));
  const silent = Object.values(scene.page.routes).filter((route) => !told.has(route.id));
  return [
    ...silent.map((route) => road(route, "silent", inked(scene.colours.quiet, scene), route.path)),
    ...scene.now.routes.flatMap(({ route, span }) => {
      const colour = inked(colourOf(span, scene), scene);
      if (span.state !== "cut") return [road(route, span.state, colour, route.path)];
      const [at, half] = [cutAt(route, span), (BREAK / 2) * scene.kmPerPixel];
      return [
        road(route, "cut", colour, along(route.path, Math.max(at - half, 0)).before),
        road(route, "cut", colour, along(route.path, at + half).after),
      ];
    }),
  ];
}

/** @param {import("./types.js").Route} route @param {string} state @param {{colour: string, edge: string}} colour
 * @param {import("./types.js").LonLat[]} path */
function road(route, state, colour, path) {
  return feature({ type: "LineString", coordinates: path }, { what: "route", id: route.id, state, ...colour });
}

/** @param {string} colour @param {Scene} scene */
function inked(colour, { colours }) {
  return { colour, edge: colours.edge(colour) };
}

/** @param {import("./types.js").RouteSpan} span @param {Scene} scene @returns {string} of the side that lost it */
function colourOf(span, { colours }) {
  return span.state === "unknown" ? colours.quiet : colours.side(span.for_whom?.side);
}

/** @param {import("./types.js").Route} route @param {import("./types.js").RouteSpan} span @returns {number} km */
function cutAt(route, span) {
  return span.at ? nearest(route.path, span.at) : measure(route.path) / 2;
}

/** @param {Scene} scene @returns {any[]} a bar at each cut, and ticks along roads under fire */
function bars(scene) {
  return scene.now.routes.flatMap(({ route, span }) => {
    const colour = colourOf(span, scene);
    const put = (/** @type {number} */ km, /** @type {string} */ shape) => {
      const { point, bearing } = along(route.path, km);
      return feature({ type: "Point", coordinates: point },
        { what: "route", id: route.id, turn: bearing - 90, icon: scene.sign({ shape, ...ink(scene.colours, colour) }) });
    };
    if (span.state === "cut") return [put(cutAt(route, span), "bar")];
    if (span.state !== "under-fire") return [];
    const whole = measure(route.path);
    const ticks = Math.min(Math.max(Math.round(whole / scene.kmPerPixel / 18), 2), 60);
    return Array.from({ length: ticks }, (_, i) => put(((i + 0.5) / ticks) * whole, "tick"));
  });
}

/** @param {Scene} scene @returns {any[]} small sieges; who holds a place is drawn by the dots */
function points(scene) {
  const { now, colours, sign } = scene;
  const sieges = now.sieges.filter(({ place }) => isSmall(place, scene)).map(({ place, span }) => {
    const a = colours.side(span.besieger?.side);
    return at(place, { icon: sign({ shape: span.degree, ...ink(colours, a), ground: colours.land, size: 38 }), order: 1 });
  });
  return sieges;
}

/** @param {Scene} scene @returns {any[]} what is picked: its outline, or the circle of its uncertainty */
function picked({ page, pick }) {
  if (!pick) return [];
  if (pick.what === "route") return [feature({ type: "LineString", coordinates: page.routes[pick.id].path }, { shape: "line" })];
  const place = page.places[pick.id];
  const line = place.ring?.length ? clockwise(place.ring) : circle([place.lon, place.lat], Math.max(place.radius_km ?? 0, 0.4));
  return [feature({ type: "LineString", coordinates: line }, { shape: place.ring?.length ? "line" : "doubt" })];
}

/** @param {import("./types.js").Place} place @param {Record<string, any>} properties */
function at(place, properties) {
  return feature({ type: "Point", coordinates: [place.lon, place.lat] }, { what: "place", id: place.id, ...properties });
}

/** @param {import("./types.js").LonLat[]} ring */
function polygon(ring) {
  return { type: "Polygon", coordinates: [ring] };
}

/** @param {any} geometry @param {Record<string, any>} properties */
function feature(geometry, properties) {
  return { type: "Feature", geometry, properties };
}
