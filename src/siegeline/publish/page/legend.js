/** The legend: what each shape means, and whose each colour is. It can be closed. */

import { element } from "./element.js";
import { GROUPS } from "./event.js";
import { ink } from "./hue.js";
import { signElement } from "./sign.js";
import { routeWord } from "./word.js";

/** @param {import("./types.js").Page} page @param {() => import("./hue.js").Palette} colours @param {boolean} open
 * @param {string} attribution @returns {HTMLElement} */
export function legend(page, colours, open, attribution) {
  const box = element("details", { class: "legend", open }, element("summary", {}, "Legend"));
  const draw = () => {
    for (const old of box.querySelectorAll(".keys")) old.remove();
    box.append(keys(page, colours()));
    box.lastChild?.appendChild(element("p", { class: "attribution" }, attribution));
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(draw));
  draw();
  return box;
}

/** @param {import("./types.js").Page} page @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function keys(page, colours) {
  const [first, second] = page.theatre.sides;
  const a = colours.ink;
  const [one, other] = [colours.side(first?.id), colours.side(second?.id)];
  const ground = colours.paper;
  const entry = (/** @type {import("./sign.js").Sign} */ sign, /** @type {string} */ words) =>
    element("li", {}, signElement(sign), words);
  const group = (/** @type {string} */ title, /** @type {HTMLElement[]} */ entries) =>
    element("div", {}, element("p", {}, title), element("ul", { "aria-label": title }, entries));
  return element("div", { class: "keys" },
    group("Colour: the side", page.theatre.sides.map((side) => entry({ shape: "held", ...ink(colours, colours.side(side.id)), ground }, side.name))),
    group("Besieged: ring in the besieger’s colour", [
      entry({ shape: "encircled", a, size: 20 }, "encircled"),
      entry({ shape: "under-fire", a, size: 20 }, "all ways under fire"),
      entry({ shape: "one-way", a, size: 20 }, "one way left"),
    ]),
    group("Place", [
      entry({ shape: "held", ...ink(colours, one), ground }, "held"),
      entry({ shape: "contested", ...ink(colours, one), b: other, ground }, "contested"),
      entry({ shape: "indeterminate", a: colours.quiet, ground }, "indeterminate"),
      entry({ shape: "held", ...ink(colours, one), ground, pale: true }, "inferred from neighbours"),
    ]),
    group("Road: colour of the side that needs it", ["open", "under-fire", "restricted", "contested", "cut", "unknown"].map((state) =>
      entry({ shape: `route-${state}`, a: state === "unknown" ? colours.quiet : a }, routeWord(state)))),
    group("Worked out, not surveyed", [
      entry({ shape: "front", a, b: colours.quiet }, "front, in its band"),
      entry({ shape: "corridor", a }, "corridor, by its holder"),
    ]),
    group("Told on the days shown", Object.entries(GROUPS).map(([name, words]) => entry({ shape: `event-${name}`, a, ground }, words))));
}
