/** The scale bar with its zoom, and the attribution: the strip at the map's foot. */

import { element } from "./element.js";

/** @param {import("./map.js").SituationMap} map @param {string} attribution @returns {HTMLElement} */
export function scaleStrip(map, attribution) {
  const bar = element("span", { class: "bar" });
  const words = element("span", { class: "km" });
  const measure = () => {
    const most = map.kmPerPixel() * 90;
    const power = 10 ** Math.floor(Math.log10(most));
    const km = power * ([5, 2, 1].find((one) => one * power <= most) ?? 1);
    bar.style.width = `${km / map.kmPerPixel()}px`;
    words.textContent = km >= 1 ? `${km} km` : `${Math.round(km * 1000)} m`;
  };
  map.map.on("move", measure);
  measure();
  return element("div", { class: "foot" },
    element("span", { class: "north", title: "North is up; the map is never turned" }, "N", element("span", { "aria-hidden": "true" }, "↑")),
    element("span", { class: "scale" }, bar, words),
    element("button", { type: "button", "aria-label": "Zoom out", onclick: () => map.zoomBy(-1) }, "−"),
    element("button", { type: "button", "aria-label": "Zoom in", onclick: () => map.zoomBy(1) }, "+"),
    element("span", { class: "attribution", title: attribution }, attribution));
}
