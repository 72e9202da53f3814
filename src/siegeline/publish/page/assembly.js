/** The parts put together: map, list, timeline, top line, around one view. The page and the desk are both made of it. */

import { long } from "./day.js";
import { element } from "./element.js";
import { finder } from "./finding.js";
import { palette } from "./hue.js";
import { legend } from "./legend.js";
import { LEGEND_BESIDE, LEGEND_HIGH, SituationMap } from "./map.js";
import { Panel } from "./panel.js";
import { player } from "./player.js";
import { scaleStrip } from "./scale.js";
import { searchBox } from "./search.js";
import { situation } from "./situation.js";
import { Timeline } from "./timeline.js";
import { topline } from "./topline.js";

/** @param {string} id @returns {HTMLElement} */
export function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

const NARROW = matchMedia("(max-width: 760px)"); // as in frame.css

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view
 * @param {(sought: string) => Promise<import("./search.js").Found[]>} [more] what search finds beyond this page
 * @param {import("./stage.js").Stage} [stage] the map, where it was made before */
export function assemble(page, view, more, stage) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  /** Reading the style sheet makes the browser lay out all that has changed. @type {{dark: boolean, colours: import("./hue.js").Palette}|null} */
  let kept = null;
  const colours = () => (kept?.dark === dark.matches ? kept : (kept = { dark: dark.matches, colours: palette(page) })).colours;
  const attribution = page.attribution ?? "Drawn with MapLibre";
  /** @type {SituationMap|null} */
  let map = null;
  const find = (/** @type {import("./types.js").Pick} */ pick) => {
    view.choose(pick);
    map?.lookAt(pick);
  };

  part("topline").append(...topline(page, view, searchBox(page, find, more ?? finder(page, view))));
  const timeline = () => new Timeline(page, view, part("timeline"), colours, player(page, view));
  if (NARROW.matches) timeline(); // before the map: it takes its room
  try {
    map = new SituationMap(page, view, part("map"), colours, stage);
    part("map").append(scaleStrip(map, attribution));
  } catch (error) {
    part("map").append(element("p", { class: "no-map" },
      `The map cannot be drawn here (${/** @type {Error} */ (error).message}). The list and the timeline say the same.`));
  }
  if (!NARROW.matches) timeline(); // after the map, as the list: its worker has begun meanwhile
  new Panel(page, view, part("panel"), colours);
  part("map").append(legend(page, colours, part("map").clientWidth >= LEGEND_BESIDE && part("map").clientHeight >= LEGEND_HIGH, attribution));

  let last = "";
  let begun = false; // a view that a link brings back is not moved
  view.follow(() => {
    if (map && view.pick && last !== view.pick.id && (begun || !view.at)) {
      const { pick } = view;
      if (map.ready) map.lookAt(pick, begun);
      else map.map.once("style.load", () => map?.lookAt(pick, false));
    }
    last = view.pick?.id ?? "";
    begun = true;
    const cut = situation(page, view.on).sieges.map(({ place }) => place.name);
    part("spoken").textContent = `${long(view.on)}: ${cut.length ? `${cut.join(", ")} besieged` : "no siege on record"}`;
  });

  // what is shown, to be read by tests and by whoever embeds it; nothing can be set through it
  Object.defineProperty(globalThis, "siegeline", {
    value: Object.freeze({
      get on() { return view.on; },
      get days() { return view.days; },
      get at() {
        const { lng, lat } = map?.map.getCenter() ?? { lng: 0, lat: 0 };
        return [lng, lat, map?.map.getZoom() ?? 0];
      },
      get pick() { return view.pick && { ...view.pick }; },
      get ready() { return map ? Boolean(map.complete) : false; },
      get shown() { return structuredClone(map?.shown ?? {}); },
      /** @param {string} id @returns {{x: number, y: number}} where a place lies on the screen */
      spot(id) {
        const { lon, lat } = page.places[id];
        const box = part("map").getBoundingClientRect();
        const { x, y } = map?.map.project([lon, lat]) ?? { x: 0, y: 0 };
        return { x: x + box.left, y: y + box.top };
      },
    }),
  });
}
