/** The live desk: the page's parts, fed by the server, in the frame that the address tells. */

import { assemble, part } from "./assembly.js";
import { ask } from "./asking.js";
import { short } from "./day.js";
import { element } from "./element.js";
import { frame, frameControls, navigation, QUERY } from "./frame.js";
import { openReport } from "./report.js";
import { unpacked } from "./columns.js";
import { askAsNeeded, askForTheRest, tellProgress } from "./needed.js";
import { changes, compareSides } from "./sides.js";
import { Stage } from "./stage.js";
import { View } from "./view.js";

/** @param {Promise<[any, any, any, any]>} begun what was asked for @param {[string|null, string|null]} days whose events were asked for */
export async function open(begun, days) {
  const stop = tellProgress((words) => { const line = part("panel").querySelector("[role=status]"); if (line) line.textContent = words; });
  const early = staged();
  const [sent, choices, base, events] = await begun.finally(stop);
  const page = unpacked(sent);  
  part("panel").replaceChildren();
  page.base = base;
  if (base?.attribution) page.attribution = [base.attribution, page.attribution].filter(Boolean).join(". ");
  const view = new View(page, QUERY);
  page.desk = {
    openReport: choices.release ? undefined : openReport,
    changes,
    compareSides: (/** @type {string} */ _kind, /** @type {any} */ span) => compareSides(page, view.on, span),
    facts: frameControls(choices, () => view.on),
    navigation: navigation("/", () => location.search.slice(1), !choices.release),
  };
  if (page.large) askAsNeeded(page, view, days.every((day, at) => (day ?? page.start_on) === view.days[at]) ? events : null);
  document.title = `${page.theatre.name} – Siegeline`;
  const told = new URLSearchParams(location.search);
  if (told.has("embed")) document.body.classList.add("embedded");
  assemble(page, view, (sought) => more(page, view, sought), early);
  if (page.only) askForTheRest(page, view);
  const claim = told.get("claim");
  if (claim && Object.hasOwn(page.claims, claim)) await page.desk.openReport?.(page.claims[claim]);
}

/** @returns {import("./stage.js").Stage|undefined} nothing where no map can be drawn; why is told where it is wanted */
function staged() {
  try {
    return new Stage(part("map"));
  } catch {
    part("map").replaceChildren();
    return undefined;
  }
}

/** @param {import("./types.js").Page} page @param {View} view @param {string} sought
 * @returns {Promise<import("./search.js").Found[]>} actors, and sentences with the words */
async function more(page, view, sought) {
  const { actors, claims } = await ask("search", { ...frame(), q: sought });
  return [
    ...actors.map((/** @type {any} */ one) => ({ name: one.name, kind: "actor: its sentences", seek: one.name.split(" ").slice(-1)[0] })),
    ...claims.map((/** @type {any} */ one) => ({ name: one.name, kind: one.stated ? short(one.stated) : "no date", take: () => show(page, view, one.claim) })),
  ];
}

/** @param {import("./types.js").Page} page @param {View} view @param {import("./types.js").Claim} claim */
function show(page, view, claim) {
  const day = claim.when.start ?? claim.stated ?? view.on;
  if (claim.place?.id && Object.hasOwn(page.places, claim.place.id)) view.choose({ what: "place", id: claim.place.id }, day);
  else if (claim.route?.id && Object.hasOwn(page.routes, claim.route.id)) view.choose({ what: "route", id: claim.route.id }, day);
  page.desk?.openReport?.(claim);
}
