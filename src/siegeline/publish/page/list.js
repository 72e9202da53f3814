/** The day as a list: who is cut off, which roads work, who holds what. The table behind the map. */

import { count, iso, long, short, sinceWords } from "./day.js";
import { dayField } from "./dayfield.js";
import { element } from "./element.js";
import { eventsBetween } from "./event.js";
import { signImage } from "./sign.js";
import { ink } from "./hue.js";
import { contenders } from "./situation.js";
import { basisWord, counted, degreeWord, doubtWord, isSettled, plainly, routeWord, sideName, tally } from "./word.js";

const MOST = 60; // places in the list: with more, nobody reads it, and the browser slows down
const WEEK = 6; // days before the day, when a range is first asked for

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation} now
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement[]} */
export function dayList(page, now, view, colours) {
  const cut = now.sieges.length;
  const heading = cut ? `${cut === 1 ? "One place is" : `${cut} places are`} besieged` : "No siege is on record for this day";
  return [
    element("header", {}, element("h2", {}, heading), element("p", { class: "when" }, `on ${long(view.on)}`), rangeChoice(view)),
    cut ? "" : element("p", { class: "none" }, "Silence is not open: it means that no report on record says so."),
    group("Besieged", now.sieges.map((one) => siegeRow(page, one, view, colours))),
    page.derived ? coming(page.derived.get(view.on)) : "",
    group("Supply roads", settledFirst(now.routes).map((one) => routeRow(page, one, view, colours))),
    page.large ? askToDraw(page, view) : "",
    group("Corridors", now.corridors.map((one) => corridorRow(page, one, view, colours))),
    eventGroup(page, view, colours),
    group("Who holds what", settledFirst(now.control).slice(0, MOST).map((one) => controlRow(page, one, view, colours))),
    page.only ? element("p", { class: "none", id: "progress" }, page.only === view.on ? "" : "Who holds what on this day is not worked out yet. ", page.progress ?? "Other days are being worked out.") : "",
    now.control.length > MOST ? element("p", { class: "none" }, `${now.control.length - MOST} more places are not listed: search for one, or choose it on the map.`) : "",
  ].filter(Boolean);
}

/** Which days' events are shown: the day's alone, or those of a range. @param {import("./view.js").View} view @returns {HTMLElement} */
export function rangeChoice(view) {
  if (!view.range) {
    return element("p", { class: "range" }, element("button", { type: "button", class: "link", id: "range",
      onclick: () => { view.span([iso(count(view.on) - WEEK), view.on]); document.getElementById("from")?.focus(); } }, "Show several days"));
  }
  const field = (/** @type {0|1} */ end, /** @type {string} */ name) => {
    const { parts, show } = dayField(name.toLowerCase(), name, view.page.days, (day) => {
      if (view.range) view.span(end ? [view.range[0], day] : [day, view.range[1]]);
      document.getElementById(name.toLowerCase())?.focus();
    });
    if (view.range) show(view.range[end]);
    return element("span", { class: "fact on" }, element("span", {}, name), ...parts);
  };
  return element("p", { class: "range" }, field(0, "From"), " ", field(1, "To"), " ",
    element("button", { type: "button", class: "link", onclick: () => { view.span(null); document.getElementById("range")?.focus(); } }, "Only the day"));
}

/** @param {string|undefined} state of the sieges that nobody reports: there, or else coming, or why they do not come
 * @returns {HTMLElement|string} */
function coming(state) {
  if (state === "there") return "";
  const words = state && state !== "coming" ? `Sieges that nobody reports cannot be shown: ${state}.` : "Sieges that nobody reports are being worked out for this day.";
  return element("p", { class: "none", id: "coming" }, words);
}

/** In a large record a day's shapes take some seconds: they are worked out when somebody asks. @param {import("./types.js").Page} page
 * @param {import("./view.js").View} view @returns {HTMLElement|string} */
function askToDraw(page, view) {
  if (!page.desk?.draw || page.fronts?.some((one) => one.from === view.on)) return "";
  const button = element("button", { type: "button", class: "link", id: "draw", onclick: async () => {
    button.disabled = true;
    button.textContent = "Working it out; in a large record this takes some seconds …";
    await page.desk?.draw?.(view.on).catch((/** @type {Error} */ error) => { button.textContent = `That failed: ${error.message}`; });
  } }, "Work out this day’s front and corridors");
  return element("p", { class: "range" }, button);
}

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours
 * @returns {HTMLElement|string} what was told to have happened on the days shown */
function eventGroup(page, view, colours) {
  const events = eventsBetween(page, ...view.days);
  if (!events.length) return "";
  const [from, to] = view.days;
  const shown = events.slice(-MOST);
  return element("section", { class: "group events" }, element("h3", {}, `Told of ${from === to ? "this day" : `${short(from)} to ${short(to)}`} (${events.length})`),
    events.length > shown.length ? element("p", { class: "none" }, `The last ${MOST} of ${events.length}.`) : "",
    element("ul", {}, shown.map(({ kind, group: of, day, claim }) => {
      const where = claim.place?.id && page.places[claim.place.id] ? { what: /** @type {const} */ ("place"), id: claim.place.id }
        : claim.route?.id && page.routes[claim.route.id] ? { what: /** @type {const} */ ("route"), id: claim.route.id } : null;
      const name = claim.place?.name ?? claim.place?.text ?? (claim.route?.id && page.routes[claim.route.id]?.name) ?? "";
      const inside = [signImage({ shape: `event-${of}`, a: colours.ink, ground: colours.paper }),
        element("span", { class: "words" }, element("span", {}, element("b", {}, element("bdi", {}, plainly(name || "somewhere"))), ` ${kind.replaceAll("_", " ")}`, from === to ? "" : `, ${short(day)}`),
          element("small", {}, element("bdi", {}, plainly(claim.quote.length > 140 ? `${claim.quote.slice(0, 139)}…` : claim.quote))))];
      return element("li", {}, where ? element("button", { type: "button", class: "row event", "data-event": claim.id, onclick: () => view.choose(where, day) }, inside)
        : element("div", { class: "row event" }, inside));
    })));
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["corridors"][number]} one
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function corridorRow(page, { of, span }, view, colours) {
  const what = page.routes[of] ? "route" : "place";
  const name = (page.routes[of] ?? page.places[of]).name;
  const words = [element("b", {}, name), span.width ? ` ${span.width} wide` : ", width not told"];
  const ways = span.ways ? `${counted(span.ways, "way")} in` : "";
  const basis = span.basis === "reported" ? "reported" : span.basis === "roads" ? "worked out from the roads" : "worked out from who holds the places";
  return row(view, /** @type {any} */ ({ what, id: of }), signImage({ shape: "corridor", a: colours.side(span.side) }), words, [ways, basis].filter(Boolean).join(" · "), "corridor");
}

/** @template {{span: {doubt: string|null}}} R @param {R[]} rows @returns {R[]} what is known before what is not; as
 * many as a list shows, or more */
function settledFirst(rows) {
  const open = [];
  const settled = [];
  for (const row of rows) {
    if (isSettled(row.span)) settled.push(row);
    else if (open.length < MOST) open.push(row);
    if (settled.length === MOST) break;
  }
  return [...settled, ...open];
}

/** @param {string} title @param {HTMLElement[]} rows @returns {HTMLElement|string} */
function group(title, rows) {
  return rows.length ? element("section", { class: "group" }, element("h3", {}, title), element("ul", {}, rows)) : "";
}

/** @param {import("./view.js").View} view @param {import("./types.js").Pick} pick @param {HTMLElement} sign
 * @param {(Node|string)[]} words @param {string} small @param {string} kind @returns {HTMLElement} */
function row(view, pick, sign, words, small, kind) {
  return element("li", {},
    element("button", { type: "button", class: `row ${kind}`, "data-pick": `${pick.what}:${pick.id}`, onclick: () => view.choose(pick) },
      sign, element("span", { class: "words" }, element("span", {}, words), element("small", {}, small))));
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["sieges"][number]} siege
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function siegeRow(page, { place, span }, view, colours) {
  const sign = signImage({ shape: span.degree, ...ink(colours, colours.side(span.besieger?.side)), size: 28 });
  const words = [element("b", {}, place.name), ` besieged by ${sideName(page, span.besieger)}`];
  const derived = span.basis === "derived" ? "worked out, nobody says so" : "";
  const small = [degreeWord(span.degree), sinceWords(span.since), doubtWord(span), derived, tally(span)].filter(Boolean).join(" · ");
  return row(view, { what: "place", id: place.id }, sign, words, small, "siege");
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["routes"][number]} one
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function routeRow(page, { route, span }, view, colours) {
  const a = span.state === "unknown" ? colours.quiet : colours.side(span.for_whom?.side);
  const whom = span.for_whom ? ` for ${sideName(page, span.for_whom)}` : "";
  const words = [element("b", {}, route.name), ` ${routeWord(span.state)}${whom}`];
  const small = [isSettled(span) && sinceWords(span.since), doubtWord(span), tally(span)].filter(Boolean).join(" · ");
  return row(view, { what: "route", id: route.id }, signImage({ shape: `route-${span.state}`, ...ink(colours, a) }), words, small, "road");
}

/** @param {import("./types.js").Page} page @param {import("./types.js").Situation["control"][number]} one
 * @param {import("./view.js").View} view @param {import("./hue.js").Palette} colours @returns {HTMLElement} */
function controlRow(page, { place, span }, view, colours) {
  const [a, b] = contenders(page, span);
  const pale = span.basis === "neighbours";
  const colour = span.state === "indeterminate" ? colours.quiet : colours.side(span.state === "held" ? span.holder?.side : a);
  const sign = signImage({ shape: span.state, ...ink(colours, colour), b: colours.side(b), ground: colours.paper, pale });
  const state = span.state === "held" ? `held by ${sideName(page, span.holder)}` : span.state;
  const small = [doubtWord(span), pale ? basisWord(span.basis) : tally(span)].filter(Boolean).join(" · ");
  return row(view, { what: "place", id: place.id }, sign, [element("b", {}, place.name), ` ${state}`], small, "holds");
}
