/** The legend: what each shape means, and whose each colour is. It can be closed. */

import { element } from "./element.js";
import { signElement } from "./sign.js";
import { routeWord } from "./word.js";

/** @param {import("./types.js").Page} page @param {() => import("./hue.js").Palette} colours @returns {HTMLElement} */
export function legend(page, colours) {
  const open = innerWidth >= 800;
  const box = element("details", { class: "legend", open }, element("summary", {}, "Legend"));
  const draw = () => {
    for (const old of box.querySelectorAll(".keys")) old.remove();
    box.append(keys(page, colours()));
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
    element("div", {}, element("h3", {}, title), element("ul", {}, entries));
  return element("div", { class: "keys" },
    group("Colour: the side", page.theatre.sides.map((side) => entry({ shape: "held", a: colours.side(side.id), ground }, side.name))),
    group("Besieged: ring in the besieger’s colour", [
      entry({ shape: "encircled", a, size: 20 }, "encircled"),
      entry({ shape: "under-fire", a, size: 20 }, "all ways under fire"),
      entry({ shape: "one-way", a, size: 20 }, "one way left"),
    ]),
    group("Place", [
      entry({ shape: "held", a: one, ground }, "held"),
      entry({ shape: "contested", a: one, b: other, ground }, "contested"),
      entry({ shape: "indeterminate", a: colours.quiet, ground }, "indeterminate"),
      entry({ shape: "held", a: one, ground, pale: true }, "inferred from neighbours"),
    ]),
    group("Road: colour of the side that needs it", ["open", "under-fire", "restricted", "cut", "unknown"].map((state) =>
      entry({ shape: `route-${state}`, a: state === "unknown" ? colours.quiet : a }, routeWord(state)))));
}
