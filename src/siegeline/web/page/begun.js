/** The desk begins: what it shows is asked for before the map's library and the modules have come. Those are imported from
 * here, not named as the page's scripts: the page counts as loaded sooner, and until then a browser draws its window anew
 * and anew. */

import { ask } from "./asking.js";
import { element } from "./element.js";
import { frame } from "./frame.js";

const told = new URLSearchParams(location.search);
const on = told.get("on");

/** The days whose events are asked for; null: the last day that there is. @type {[string|null, string|null]} */
const days = [told.get("from") ?? on, told.get("to") ?? on];

/** The contents – of the day that is looked at, if others take longer –, what can be chosen, what lies under the map, and
 * the events of the days that are looked at. @type {Promise<[any, any, any, any]>} */
const begun = Promise.all([
  ask("contents", { ...frame(), soon: on ?? "last" }), ask("choices"), ask("base"), ask("events", { ...frame(), first: days[0], last: days[1] }),
]);
begun.catch(() => undefined); // told where it is waited for

begin().catch((error) => {
  document.getElementById("frame")?.replaceChildren(element("p", { class: "trouble", role: "alert" }, `The desk cannot show this: ${error.message}. `,
    element("a", { href: "/" }, "Begin anew")));
});

async function begin() {
  const module = (/** @type {string} */ name) => import(`/js/${name}.js`);
  await module("maplibre").catch(() => undefined); // without it the list and the timeline say the same
  const { default: desk } = await module("desk");
  await desk.open(begun, days);
}
