/** The map's style: a quiet ground, and above it the states in layers, from areas to names. */

const STATES = ["open", "contested", "under-fire", "restricted", "cut", "unknown", "silent"];
/** @type {Record<string, number>} */
const WIDTH = { open: 2, contested: 3, "under-fire": 2.8, restricted: 3, cut: 3.4, unknown: 2.5, silent: 1.2 };
/** @type {Record<string, number[]>} */
const DASH = { restricted: [2.4, 1.4], contested: [4, 1, 0.7, 1], unknown: [0.6, 1.6] };

/** The layers of towns in the tiles of Protomaps and OpenMapTiles. */
export const TOWNS = ["places", "place"];
export const SOURCES = ["front", "corridors", "events", "areas", "rings", "routes", "bars", "points", "labels", "picked"];
export const PICKABLE = ["signs", "names", "events", "bars", "roads-wide", "rings-wide", "areas"];

/** @param {import("./types.js").Page} page @param {import("./hue.js").Palette} colours
 * @returns {any} a MapLibre style of the ground alone, that asks for nothing: no tiles, no glyphs, no sprite */
export function style(page, colours) {
  return {
    version: 8,
    transition: { duration: 0, delay: 0 }, // each step of one would be a picture more
    sources: { ground: { type: "geojson", data: page.outline }, ...baseSource(page.base) },
    layers: groundLayers(colours, page.base),
  };
}

/** @param {import("./hue.js").Palette} colours @param {any} dots the layer of who holds each place
 * @returns {any[]} the situation's layers, from areas to names; each but the dots of one of `SOURCES` */
export function situationLayers(colours, dots) {
  const [bars, ...signs] = signLayers();
  return [...frontLayers(colours), ...areaLayers(), ...corridorLayers(colours), ...routeLayers(colours), ...ringLayers(colours), bars, dots, ...signs];
}

/** @param {any} base @returns {any} the tiles that whoever runs the desk named */
function baseSource(base) {
  if (!base) return {};
  const { type, tiles, minzoom, maxzoom, bounds, tileSize } = base;
  const whole = tiles.map((/** @type {string} */ one) => (one.startsWith("/") ? location.origin + one : one));
  return { base: Object.fromEntries(Object.entries({ type, tiles: whole, minzoom, maxzoom, bounds, tileSize: type === "raster" ? (tileSize ?? 256) : undefined }).filter(([, value]) => value !== undefined)) };
}

/** Tiles kept quiet: pictures pale, of vectors only land, water, roads and borders, by the names that their layers go by.
 * @param {any} base @param {import("./hue.js").Palette} colours @returns {any[]} */
function baseLayers(base, colours) {
  if (!base) return [];
  if (base.type === "raster") return [{ id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.7, "raster-opacity": 0.7 } }];
  const known = new Set(base.layers);
  const layer = (/** @type {string} */ name, /** @type {"fill"|"line"} */ type, /** @type {any} */ paint, /** @type {any} */ filter = true) =>
    (known.has(name) ? [{ id: `base-${name}-${type}`, type, source: "base", "source-layer": name, filter, paint }] : []);
  const area = ["==", ["geometry-type"], "Polygon"];
  const line = ["==", ["geometry-type"], "LineString"];
  const road = { "line-color": colours.rule, "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.4, 14, 2.5], "line-opacity": 0.8 };
  return [
    ...layer("earth", "fill", { "fill-color": colours.land }, area),
    ...layer("water", "fill", { "fill-color": colours.water }, area),
    ...layer("water", "line", { "line-color": colours.water, "line-width": 1.2 }, line),
    ...layer("waterway", "line", { "line-color": colours.water, "line-width": 1.2 }, line),
    ...layer("roads", "line", road, line),
    ...layer("transportation", "line", road, line),
    ...layer("boundaries", "line", { "line-color": colours.rule, "line-width": 1.2 }, line),
    ...TOWNS.filter((name) => known.has(name)).map((name) => // drawn by us, in our letters: here only so that the tiles are read
      ({ id: `base-${name}`, type: "circle", source: "base", "source-layer": name, paint: { "circle-opacity": 0, "circle-radius": 0 } })),
    ...layer("boundary", "line", { "line-color": colours.rule, "line-width": 1.2 }, line),
  ];
}

/** @param {import("./hue.js").Palette} colours @param {any} base @returns {any[]} */
function groundLayers(colours, base) {
  const role = (/** @type {string[]} */ ...roles) => ["in", ["get", "role"], ["literal", roles]];
  const line = (/** @type {string} */ id, /** @type {any} */ filter, /** @type {any} */ paint) =>
    ({ id, type: "line", source: "ground", filter, paint, layout: { "line-join": "round", "line-cap": "round" } });
  return [
    { id: "outside", type: "background", paint: { "background-color": colours.outside } },
    { id: "country", type: "fill", source: "ground", filter: role("country"), paint: { "fill-color": colours.land } },
    { id: "lakes", type: "fill", source: "ground", filter: role("lake"), paint: { "fill-color": colours.water } },
    ...baseLayers(base, colours),
    line("rivers", role("river"), { "line-color": colours.water, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 1.2, 12, 5] }),
    line("provinces", role("province"), { "line-color": colours.rule, "line-width": 1, "line-dasharray": [3, 2] }),
    line("borders", role("country", "neighbour"), { "line-color": colours.rule, "line-width": 1.6 }),
  ];
}

/** The front is worked out, not surveyed: its band is drawn wider than its line. @param {import("./hue.js").Palette} colours
 * @returns {any[]} */
function frontLayers(colours) {
  const part = (/** @type {string} */ name) => ["==", ["get", "part"], name];
  return [
    { id: "front-area", type: "fill", source: "front", filter: part("area"), paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.13, "fill-antialias": false } },
    { id: "front-contested", type: "fill", source: "front", filter: part("contested"), paint: { "fill-color": colours.quiet, "fill-opacity": 0.16 } },
    { id: "front-band", type: "fill", source: "front", filter: part("band"), paint: { "fill-color": colours.quiet, "fill-opacity": 0.22 } },
    { id: "front-case", type: "line", source: "front", filter: part("front"), layout: { "line-join": "round" },
      paint: { "line-color": colours.land, "line-width": 5, "line-opacity": 0.8 } },
    { id: "front-line", type: "line", source: "front", filter: part("front"), layout: { "line-join": "round" },
      paint: { "line-color": colours.ink, "line-width": 1.6, "line-opacity": 0.85, "line-dasharray": [6, 2] } },
  ];
}

/** @param {import("./hue.js").Palette} colours @returns {any[]} flanks that face each other, wherever the way runs between */
function corridorLayers(colours) {
  const part = (/** @type {string[]} */ ...names) => ["in", ["get", "part"], ["literal", names]];
  const beside = ["match", ["get", "part"], "left", -9, "right", 9, 0];
  const line = (/** @type {string} */ id, /** @type {any} */ filter, /** @type {any} */ paint) =>
    ({ id, type: "line", source: "corridors", filter, paint, layout: { "line-cap": "butt", "line-join": "round" } });
  return [
    line("corridors-neck", part("neck"), { "line-color": colours.ink, "line-width": 1.4, "line-dasharray": [2, 2] }),
    line("corridors-edge", part("flank", "left", "right"), { "line-color": ["get", "edge"], "line-width": 3, "line-offset": beside }),
    line("corridors-colour", part("flank", "left", "right"), { "line-color": ["get", "colour"], "line-width": 1.4, "line-offset": beside }),
  ];
}

/** @returns {any[]} */
function areaLayers() {
  const calm = ["match", ["get", "state"], "held", 0.2, "contested", 0.12, 0.06];
  return [
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["get", "colour"], "fill-opacity": calm } },
    { id: "areas-edge", type: "line", source: "areas", paint: { "line-color": ["get", "colour"], "line-width": 0.8, "line-opacity": 0.5 } },
  ];
}

/** @param {import("./hue.js").Palette} colours @returns {any[]} */
function routeLayers(colours) {
  const layout = { "line-join": "round" };
  const told = ["!=", ["get", "state"], "silent"];
  const line = (/** @type {string} */ state, /** @type {"edge"|"colour"} */ which) => ({
    id: `roads-${state}-${which}`, type: "line", source: "routes", filter: ["==", ["get", "state"], state], layout,
    paint: { "line-opacity": state === "silent" ? 0.35 : 1, ...stroke(which, WIDTH[state], DASH[state]) },
  });
  return [
    { id: "picked", type: "line", source: "picked", filter: ["==", ["get", "shape"], "line"], layout,
      paint: { "line-color": colours.ink, "line-width": 13, "line-opacity": 0.16 } },
    { id: "picked-doubt", type: "line", source: "picked", filter: ["==", ["get", "shape"], "doubt"],
      paint: { "line-color": colours.quiet, "line-width": 1.2, "line-dasharray": [2, 2] } },
    { id: "roads-case", type: "line", source: "routes", filter: told, layout, paint: { "line-color": colours.land, "line-width": 6 } },
    ...STATES.flatMap((state) => [line(state, "edge"), line(state, "colour")]),
    { id: "roads-wide", type: "line", source: "routes", paint: { "line-color": "#000000", "line-opacity": 0.001, "line-width": 18 } },
  ];
}

/** A line, or its outline beneath it: wider by a pixel on each side, its dashes of the same length.
 * @param {"edge"|"colour"} which @param {number} width @param {number[]} [dash] in widths @returns {any} */
function stroke(which, width, dash) {
  const wide = which === "edge" ? width + 2 : width;
  const dashes = dash ? { "line-dasharray": dash.map((part) => (part * width) / wide) } : {};
  return { "line-color": ["get", which], "line-width": wide, ...dashes };
}

/** @param {import("./hue.js").Palette} colours @returns {any[]} the ring lies inside the outline: two neighbours keep theirs apart */
function ringLayers(colours) {
  const dashed = ["==", ["get", "degree"], "under-fire"];
  const ring = (/** @type {string} */ id, /** @type {any} */ paint, /** @type {any} */ filter = true) =>
    ({ id, type: "line", source: "rings", filter, layout: { "line-join": "round" }, paint });
  const colour = ["get", "colour"];
  const inside = { "line-offset": 4, "line-opacity": ["get", "sure"] };
  return [
    ring("rings-hem", { "line-color": colour, "line-width": 14, "line-offset": 9, "line-opacity": 0.16, "line-blur": 4 }),
    ring("rings-case", { "line-color": colours.land, "line-width": 8, "line-offset": 4 }),
    ...(/** @type {const} */ (["edge", "colour"])).flatMap((which) => [
      ring(`rings-closed-${which}`, { ...inside, ...stroke(which, 5) }, ["!", dashed]),
      ring(`rings-dashed-${which}`, { ...inside, ...stroke(which, 5, [2.4, 1.3]) }, dashed),
    ]),
    ring("rings-wide", { "line-color": "#000000", "line-opacity": 0.001, "line-width": 22 }),
  ];
}

/** @returns {any[]} */
function signLayers() {
  const layout = { "icon-image": ["get", "icon"], "symbol-sort-key": ["get", "order"] };
  return [
    { id: "bars", type: "symbol", source: "bars",
      layout: { "icon-image": ["get", "icon"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", "icon-allow-overlap": true,
        "icon-ignore-placement": true } },
    { id: "corridors-mark", type: "symbol", source: "corridors", filter: ["==", ["get", "part"], "mark"],
      layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "events", type: "symbol", source: "events",
      layout: { "icon-image": ["get", "icon"], "icon-offset": ["get", "shift"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "names", type: "symbol", source: "labels",
      layout: { ...layout, "icon-offset": ["get", "shift"], "icon-allow-overlap": true, "icon-ignore-placement": true } },
    { id: "signs", type: "symbol", source: "points",
      layout: { ...layout, "icon-allow-overlap": true, "icon-ignore-placement": true } },
  ];
}
