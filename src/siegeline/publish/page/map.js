/** The map: MapLibre over the day's features. */

import { features } from "./feature.js";
import { bounds, extent } from "./geometry.js";
import { PICKABLE, SOURCES, situationLayers, style } from "./ground.js";
import { Dots } from "./dots.js";
import { picture, pixelRatio } from "./sign.js";
import { contenders, situation, spanOn } from "./situation.js";
import { Stage } from "./stage.js";
import { towns } from "./town.js";

const { maplibregl } = /** @type {any} */ (globalThis);
const FOOT = 36; // pixels of the strip with the scale
export const LEGEND_HIGH = 400; // pixels of map below which an open legend would cover most of it
export const LEGEND_BESIDE = 900; // pixels of map from which the legend has a place of its own
const LEAST_WIDE = 40; // km that the map shows at first, and
const LEAST_HIGH = 20; // km: the ways to a single besieged town are in view
const AROUND = 0.2; // share of the view around it in which names count: the map may be moved there
const KM_A_DEGREE = 111.195; // of latitude
const STEP = 0.2; // of zoom, after which gaps, rings and names are measured anew
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

export class SituationMap {
  /** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {HTMLElement} into
   * @param {() => import("./hue.js").Palette} colours @param {Stage} [stage] where there is one already */
  constructor(page, view, into, colours, stage = new Stage(into)) {
    this.page = page;
    this.view = view;
    /** @type {Map<string, import("./sign.js").Sign>} */
    this.signs = new Map();
    /** @type {Record<string, any>} */
    this.shown = {};
    this.palette = colours;
    this.colours = colours();
    this.stage = stage;
    this.canvas = stage.canvas;
    /** In pixels, kept: asking the document anew makes it lay itself out. @type {[number, number]} */
    this.size = [this.canvas.clientWidth, this.canvas.clientHeight - FOOT];
    new ResizeObserver(() => { this.size = [this.canvas.clientWidth, this.canvas.clientHeight - FOOT]; }).observe(this.canvas);
    this.map = stage.map;
    this.ready = false;
    stage.await(() => this.ready && ["ground", ...SOURCES].every((name) => !this.map.getSource(name) || this.map.isSourceLoaded(name)));
    this.map.resize();
    lookFirst(this.map, page, view, into);
    this.dots = new Dots(maplibregl, page);
    this.layers = situationLayers(this.colours, this.dots);
    this.map.touchZoomRotate.disableRotation();
    this.map.getCanvas().setAttribute("aria-label", "Map of the situation; the list beside it says the same in words");
    this.map.on("styleimagemissing", (/** @type {any} */ event) => this.paint(event.id));
    const begin = () => {
      const { sources, layers } = style(page, this.colours);
      for (const [name, source] of Object.entries(sources)) this.map.addSource(name, source);
      for (const layer of layers) this.map.addLayer(layer);
      this.begin();
    };
    if (this.map.isStyleLoaded()) begin();
    else this.map.once("style.load", begin);
    this.listen();
    view.follow(() => this.show());
  }

  /** Whether all that is told of the day is on it. @returns {boolean} */
  get complete() {
    return this.ready && this.stage.drawn && this.map.loaded();
  }

  /** The last zoom step at which gaps and rings were measured. */
  step = NaN;

  listen() {
    const { map } = this;
    map.on("zoom", () => {
      if (Math.abs(map.getZoom() - this.step) > STEP) this.show();
    });
    map.on("moveend", (/** @type {any} */ event) => {
      this.show();
      const { lng, lat } = map.getCenter();
      if (event.originalEvent || event.told) this.view.lookFrom([Number(lng.toFixed(4)), Number(lat.toFixed(4)), Number(map.getZoom().toFixed(2))]);
    });
    if (this.page.base?.type === "vector") {
      map.on("sourcedata", (/** @type {any} */ event) => { // names come with their tiles
        if (event.sourceId === "base" && event.tile && event.isSourceLoaded) this.show();
      });
    }
    map.on("click", (/** @type {any} */ event) => {
      const hit = this.hit(event.point);
      this.view.choose(hit ?? null);
    });
    map.on("mousemove", (/** @type {any} */ event) => {
      map.getCanvas().style.cursor = this.hit(event.point) ? "pointer" : "";
    });
    DARK.addEventListener("change", () => {
      this.colours = this.palette();
      this.layers = situationLayers(this.colours, this.dots);
      this.ready = false;
      map.once("style.load", () => this.begin());
      map.setStyle(style(this.page, this.colours), { diff: false });
    });
  }

  /** @param {{x: number, y: number}} point @returns {import("./types.js").Pick|null} the smallest thing there */
  hit(point) {
    if (!this.ready) return null;
    const dot = this.dots.hit(point);
    if (dot) return { what: "place", id: dot };
    const layers = PICKABLE.filter((id) => this.map.getLayer(id));
    const found = this.map.queryRenderedFeatures([[point.x - 3, point.y - 3], [point.x + 3, point.y + 3]], { layers });
    found.sort((/** @type {any} */ one, /** @type {any} */ other) => PICKABLE.indexOf(one.layer.id) - PICKABLE.indexOf(other.layer.id));
    const first = found.find((/** @type {any} */ one) => one.properties.id);
    return first ? { what: first.properties.what, id: first.properties.id } : null;
  }

  /** Put the day's features into the sources. */
  show() {
    if (!this.ready) return;
    this.step = this.map.getZoom();
    const now = situation(this.page, this.view.on);
    this.dots.show(now.control, (span) => contenders(this.page, span), this.colours);
    const all = features({
      seen: this.dots.inView(AROUND), towns: towns(this.map, this.page.base),
      page: this.page, now, pick: this.view.pick, days: this.view.days, colours: this.colours, kmPerPixel: this.kmPerPixel(),
      size: this.size,
      project: (at) => this.map.project(at),
      sign: (sign) => this.keep(sign),
    });
    for (const name of SOURCES) this.put(name, all[name]);
    this.shown = all;
  }

  /** What each source holds, as text: the same is not sent again. @type {Map<string, string>} */
  held = new Map();

  /** The ground is there: the situation comes above it. */
  begin() {
    this.ready = true;
    this.held.clear();
    this.add(this.dots);
    this.show();  
  }

  /** @param {any} layer put between those that belong below it and above it */
  add(layer) {
    const above = this.layers.slice(this.layers.indexOf(layer) + 1).find(({ id }) => this.map.getLayer(id));
    this.map.addLayer(layer, above?.id);
  }

  /** A source and its layers come when it first holds something: for each the map's worker is asked for every tile.
   * @param {string} name of a source @param {any} data */
  put(name, data) {
    const source = this.map.getSource(name);
    const text = name === "front" ? this.frontKey() : JSON.stringify(data);
    if (this.held.get(name) === text || (!source && !data.features.length)) return;
    this.held.set(name, text);
    if (source) source.setData(data);
    else {
      this.map.addSource(name, { type: "geojson", data });
      for (const layer of this.layers) if (layer.source === name) this.add(layer);
    }
  }

  /** The front's shapes can be large, and are the same from day to day. @returns {string} */
  frontKey() {
    const now = situation(this.page, this.view.on).front;
    if (now !== this.frontNow) [this.frontNow, this.fronts] = [now, (this.fronts ?? 0) + 1];
    return `${this.fronts} ${this.colours.land}`;
  }

  /** @returns {number} on the ground, at the middle of the map */
  kmPerPixel() {
    return (40075.017 * Math.cos((this.map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom());
  }

  /** @param {import("./sign.js").Sign} sign @returns {string} the name under which the map asks for it */
  keep(sign) {
    const name = JSON.stringify(sign);
    this.signs.set(name, sign);
    return name;
  }

  /** @param {string} name */
  paint(name) {
    const sign = this.signs.get(name);
    if (sign && !this.map.hasImage(name)) this.map.addImage(name, picture(sign), { pixelRatio });
  }

  /** A step nearer or farther, kept in the address like one by hand. @param {number} steps */
  zoomBy(steps) {
    this.map.zoomTo(this.map.getZoom() + steps, { duration: STILL.matches ? 0 : 300 }, { told: true });
  }

  /** Move so that the picked thing can be seen; stay when it is in view already. @param {import("./types.js").Pick} pick
   * @param {boolean} [gently] not at once */
  lookAt(pick, gently = true) {
    const points = pick.what === "place" ? extent(this.page.places[pick.id]) : this.page.routes[pick.id].path;
    const [w, s, e, n] = widened(bounds(points), pick.what === "route" ? 0.1 : this.page.places[pick.id].ring ? 0.5 : 3);
    const seen = this.map.getBounds();
    const large = (n - s) / (seen.getNorth() - seen.getSouth()) > 0.25;
    if (seen.contains([w, s]) && seen.contains([e, n]) && large) return;
    this.map.fitBounds([w, s, e, n], { padding: fitPadding(this.canvas), maxZoom: 12, duration: !gently || STILL.matches ? 0 : 500 });
  }
}

/** Where the map begins: as the address tells, else around what is besieged. @param {any} map
 * @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {HTMLElement} into */
function lookFirst(map, page, view, into) {
  if (view.at) map.jumpTo({ center: [view.at[0], view.at[1]], zoom: view.at[2] });
  else map.fitBounds(firstView(page), { padding: fitPadding(into), duration: 0 });
}

/** Around what is besieged on the first day shown, else all places. @param {import("./types.js").Page} page
 * @returns {[number, number, number, number]} */
function firstView(page) {
  const around = page.sieges.flatMap(({ place, spans }) => (page.places[place] && spanOn(spans, page.start_on) ? extent(page.places[place]) : []));
  if (around.length) return atLeast(widened(bounds(around), 0.35));
  const places = Object.values(page.places).flatMap((place) => extent(place));
  if (places.length) return bounds(places);
  const ground = page.outline.features.flatMap((feature) => feature.geometry.coordinates.flat(Infinity));
  const corners = ground.flatMap((lon, i) => (i % 2 ? [] : [/** @type {[number, number]} */ ([lon, ground[i + 1]])]));
  return corners.length ? bounds(corners) : [-170, -55, 170, 75];
}

/** @param {[number, number, number, number]} box @param {number} share added on each side
 * @returns {[number, number, number, number]} */
function widened([w, s, e, n], share) {
  const [x, y] = [(e - w) * share, (n - s) * share];
  return [w - x, s - y, e + x, n + y];
}

/** @param {[number, number, number, number]} box @returns {[number, number, number, number]} with room for what lies around */
function atLeast([w, s, e, n]) {
  const [lon, lat] = [(w + e) / 2, (s + n) / 2];
  const x = Math.max(e - w, LEAST_WIDE / (KM_A_DEGREE * Math.cos((lat * Math.PI) / 180))) / 2;
  const y = Math.max(n - s, LEAST_HIGH / KM_A_DEGREE) / 2;
  return [lon - x, lat - y, lon + x, lat + y];
}

/** @param {HTMLElement} into @returns {{top: number, right: number, bottom: number, left: number}} pixels kept free: the
 * legend stands at the left where there is room for it */
function fitPadding(into) {
  const wide = into.clientWidth >= LEGEND_BESIDE;
  return { top: 12, right: 12, bottom: FOOT, left: wide ? 240 : 12 };
}
