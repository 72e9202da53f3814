/** What is worked out from many places: the front in its band, and the corridors with their width, as features. */

import { along, distance, measure } from "./geometry.js";

const SHORT = 26; // pixels: a flank's line is at least so long

/** @typedef {import("./feature.js").Scene} Scene */

/** @param {Scene} scene @returns {any[]} areas by side, the front's lines, and the bands in which they lie */
export function frontFeatures({ now, colours }) {
  return now.front.map((one) => {
    const { what, side, sides = [] } = one.properties;
    const colour = what === "area" ? colours.side(side) : colours.ink;
    return feature(one.geometry, { what: "front", part: what, colour, sides: sides.join(" and ") });
  });
}

/** @param {Scene} scene @returns {any[]} two flanks that face each other, and the neck between them; or along a road */
export function corridorFeatures(scene) {
  return scene.now.corridors.flatMap(({ of, span }) => {
    const { colours, page } = scene;
    const colour = colours.side(span.side);
    const told = { what: page.routes[of] ? "route" : "place", id: of, colour, edge: colours.edge(colour) };
    if (span.flanks.length === 2) {
      const [one, other] = span.flanks;
      return [
        feature({ type: "LineString", coordinates: [one, other] }, { ...told, part: "neck" }),
        ...span.flanks.map((at) => feature({ type: "LineString", coordinates: across(at, one, other, scene.kmPerPixel) }, { ...told, part: "flank" })),
      ];
    }
    const roads = corridorRoads(page, of, span);
    const at = corridorSpot(page, of, span);
    if (!roads.length && at) {
      const icon = scene.sign({ shape: "corridor", a: colour, ground: colours.land });
      return [feature({ type: "Point", coordinates: at }, { ...told, part: "mark", icon })];
    }
    return roads.flatMap((road) => [-1, 1].map((beside) =>
      feature({ type: "LineString", coordinates: road.path }, { ...told, part: beside < 0 ? "left" : "right" })));
  });
}

/** Where a corridor's width is written: at its neck, on its road, else at its place.
 * @param {import("./types.js").Page} page @param {string} of @param {import("./types.js").CorridorSpan} span
 * @returns {import("./types.js").LonLat|null} */
export function corridorSpot(page, of, span) {
  if (span.neck) return [span.neck.lon, span.neck.lat];
  const [road] = corridorRoads(page, of, span);
  if (road) return along(road.path, measure(road.path) * 0.35).point;
  const place = page.places[of];
  return place ? [place.lon, place.lat] : null;
}

/** @param {import("./types.js").CorridorSpan} span @returns {string} what its label says; nothing where no width is told */
export function corridorWord({ width }) {
  return width ? `corridor, ${width}` : "";
}

/** @param {import("./types.js").Page} page @param {string} of @param {import("./types.js").CorridorSpan} span
 * @returns {import("./types.js").Route[]} the roads that make it up */
export function corridorRoads(page, of, span) {
  const ids = page.routes[of] ? [of] : span.basis === "roads" ? span.places : [];
  return ids.map((id) => page.routes[id]).filter((road) => road && road.path.length > 1);
}

/** A line through a flank, across the neck. @param {import("./types.js").LonLat} at @param {import("./types.js").LonLat} one
 * @param {import("./types.js").LonLat} other @param {number} kmPerPixel @returns {import("./types.js").LonLat[]} */
function across(at, one, other, kmPerPixel) {
  const wide = Math.cos((at[1] * Math.PI) / 180);
  const [x, y] = [(other[0] - one[0]) * wide, other[1] - one[1]];
  const long = Math.hypot(x, y) || 1;
  const half = Math.max(distance(one, other) * 0.4, (SHORT / 2) * kmPerPixel) / 111.195;
  const [dx, dy] = [(-y / long) * half, (x / long) * half];
  return [[at[0] - dx / wide, at[1] - dy], [at[0] + dx / wide, at[1] + dy]];
}

/** @param {any} geometry @param {Record<string, any>} properties */
function feature(geometry, properties) {
  return { type: "Feature", geometry, properties };
}
