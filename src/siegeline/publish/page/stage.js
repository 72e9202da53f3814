/** The stage: a map with nothing on it, made while the situation is on its way. */

import { element } from "./element.js";

const { maplibregl } = /** @type {any} */ (globalThis);
maplibregl?.prewarm(); // its worker starts meanwhile
const LONGEST = 3000; // milliseconds after which what has come is drawn, without what has not

export class Stage {
  /** @param {HTMLElement} into */
  constructor(into) {
    this.canvas = element("div", { class: "canvas" });
    into.append(this.canvas);
    this.map = new maplibregl.Map({
      container: this.canvas, style: { version: 8, transition: { duration: 0, delay: 0 }, sources: {}, layers: [] }, attributionControl: false, maxZoom: 15, minZoom: 4,
      fadeDuration: 0, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      renderWorldCopies: false, collectResourceTiming: false,
    });
    /** Whether anything was drawn. */
    this.drawn = false;
    this.whole = () => false;
    this.until = Infinity;
    this.hold();
  }

  /** The first picture is drawn when all its parts are there. @param {() => boolean} whole whether they are */
  await(whole) {
    this.whole = whole;
    this.until = performance.now() + LONGEST;
    setTimeout(() => this.map.triggerRepaint(), LONGEST);
  }

  /** Draw nothing until then: where no graphics card is, each picture of some parts holds up the whole one. */
  hold() {
    const { map, map: { painter } } = this;
    const { render } = painter;
    let settled = false;
    painter.render = (/** @type {any[]} */ ...given) => {
      [painter.style] = given; // without it the map forgets what its worker sends
      if (!this.whole() && performance.now() < this.until) return;
      if (!settled) { // names find their spots in one turn, and are drawn in the next
        settled = true;
        map.triggerRepaint();
        return;
      }
      painter.render = render;
      painter.render(...given);
      this.drawn = true;
    };
  }
}
