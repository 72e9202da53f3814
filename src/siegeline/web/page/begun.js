/** What the desk shows is asked for at once: before the map's library and the other modules have come. */

import { ask } from "./asking.js";
import { frame } from "./frame.js";

const told = new URLSearchParams(location.search);
const on = told.get("on");

/** The days whose events are asked for; null: the last day that there is. @type {[string|null, string|null]} */
export const days = [told.get("from") ?? on, told.get("to") ?? on];

/** The contents – of the day that is looked at, if others take longer –, what can be chosen, what lies under the map, and
 * the events of the days that are looked at. @type {Promise<[any, any, any, any]>} */
export const begun = Promise.all([
  ask("contents", { ...frame(), soon: on ?? "last" }), ask("choices"), ask("base"), ask("events", { ...frame(), first: days[0], last: days[1] }),
]);
begun.catch(() => undefined); // told where it is waited for
