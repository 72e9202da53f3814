/** The review desk: one claim after another beside its report; each decision is kept at once, and can be taken back. */

import { ask, send } from "./asking.js";
import { part } from "./assembly.js";
import { short } from "./day.js";
import { choosePlace, correct } from "./correction.js";
import { element } from "./element.js";
import { navigation } from "./frame.js";
import { chain, marked, readAs } from "./report.js";
import { plainly } from "./word.js";

const KEYS = [["j", "next claim"], ["k", "the one before"], ["w", "write the reason"]]; // the buttons tell the others
const UNSEEN = "That claim is not on the screen yet: press again";
const DONE = /** @type {Record<string, string>} */ ({ accept: "accepted", reject: "rejected", correct: "corrected", place: "placed",
  "same-event": "joined as one event", "same-origin": "joined as one origin", withdraw: "took back" });

/** @type {any} */
let queue = { claims: [], who: null };
let at = 0;
/** The claim whose sentence is on the screen. @type {any} */
let seen = null;
/** The first of two, where a claim or report is to be joined with another. @type {{what: string, claim: any}|null} */
let joining = null;
/** @type {any[]} */
let decided = [];

const why = element("input", { id: "why", value: "read beside its report", maxlength: 500, autocomplete: "off" });
const say = (/** @type {string} */ words) => { part("spoken").textContent = words; told.textContent = words; };
const told = element("p", { class: "told", "aria-hidden": "true" });

begin().catch((error) => {
  part("queue").replaceChildren(element("p", { role: "alert" }, `The queue cannot be shown: ${error.message}`));
});

async function begin() {
  part("topline").append(element("h1", {}, "Siegeline"), navigation("/review"), element("span", { class: "fact", id: "who" }));
  const wanted = new URLSearchParams(location.search).get("claim");
  await load();
  at = Math.max(queue.claims.findIndex((/** @type {any} */ one) => one.id === wanted), 0);
  await show();
  addEventListener("keydown", press);
}

async function load() {
  const [now, past] = await Promise.all([ask("queue", { limit: "200" }), ask("judgements")]);
  queue = now;
  decided = past.judgements;
  part("who").textContent = queue.who ? `You judge as ${queue.who}` : "Looking only: nobody is named who judges";
  at = Math.min(at, Math.max(queue.claims.length - 1, 0));
}

async function show() {
  showQueue();
  showDone();
  await showClaim();
}

function showQueue() {
  const rows = queue.claims.map((/** @type {any} */ claim, /** @type {number} */ i) => element("li", {},
    element("button", { type: "button", class: "row", "aria-current": i === at ? "true" : null, "data-claim": claim.id, onclick: () => go(i) },
      element("span", { class: "quote" }, element("bdi", {}, plainly(claim.quote))),
      element("small", {}, [claim.kind.replaceAll("_", " "), where(claim), claim.stated ? short(claim.stated) : "no date", `${Math.round(claim.confidence * 100)} in 100 sure`].filter(Boolean).join(" · ")))));
  part("queue").replaceChildren(
    element("h3", {}, `${queue.left} to look at, ${queue.judged} judged`),
    rows.length ? element("ol", {}, rows) : element("p", { class: "none" }, "Nothing is left to review."));
  part("queue").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

/** @param {any} claim @returns {string} */
function where(claim) {
  return (claim.place ?? claim.route)?.name ?? (claim.place ?? claim.route)?.text ?? "";
}

async function showClaim() {
  const claim = queue.claims[at];
  const into = part("claim");
  if (!claim) {
    into.removeAttribute("aria-busy");
    return into.replaceChildren(element("p", { class: "none" }, "Every claim on record is judged."));
  }
  into.setAttribute("aria-busy", "true");
  const report = await ask(`report/${encodeURIComponent(claim.report)}`);
  if (claim !== queue.claims[at]) return undefined;
  const typing = document.activeElement === why ? [why.selectionStart, why.selectionEnd] : null;
  const can = Boolean(queue.who);
  const button = (/** @type {string} */ key, /** @type {string} */ words, /** @type {() => void} */ act) =>
    element("button", { type: "button", class: "go", "data-key": key, disabled: !can, "aria-keyshortcuts": key, onclick: act }, words, " ", element("kbd", {}, key));
  into.replaceChildren(
    element("header", {},
      element("h2", { dir: "auto" }, plainly(report.source ?? report.file)),
      element("p", { class: "facts" }, [report.leaning ?? "leaning unknown", claim.grade ? `grade ${claim.grade}` : "not graded",
        report.published ? short(report.published) : "no date", report.file].join(" · ")), chain(claim)),
    element("div", { class: "text", dir: "auto", tabindex: 0, role: "region", "aria-label": "The report's text" }, marked(report, claim)),
    element("div", { class: "decide" }, readAs(claim),
      element("p", { class: "reason" }, element("label", { for: "why" }, "Reason"), why),
      element("div", { class: "buttons", role: "group", "aria-label": "Decide" },
        button("a", "Accept", () => decide("accept")), button("r", "Reject", () => decide("reject")), button("c", "Correct", () => amend("correct")),
        button("p", "Place", () => amend("place")), button("e", joining?.what === "same-event" ? "Same event as the first" : "Same event", () => join("same-event")),
        button("o", joining?.what === "same-origin" ? "Same origin as the first" : "Same origin", () => join("same-origin")), button("u", "Undo", undo)),
      told,
      element("p", { class: "keys" }, KEYS.flatMap(([key, words]) => [element("kbd", {}, key), ` ${words}  `]))));
  into.querySelector("#sentence")?.scrollIntoView({ block: "center" });
  if (typing) { // what is typed on goes into the reason, not to the keys that judge
    why.focus();
    why.setSelectionRange(typing[0], typing[1]);
  }
  seen = claim;
  into.removeAttribute("aria-busy");
  return undefined;
}

function showDone() {
  const rows = decided.slice(0, 30).map((one) => element("li", { class: one.standing ? "" : "withdrawn" },
    element("b", { dir: "auto" }, plainly(one.who)), ` ${DONE[one.action] ?? one.action}`, one.standing ? "" : " (taken back)", " ",
    element("span", { class: "why" }, element("bdi", {}, plainly(one.why))), element("small", {}, one.at.slice(0, 16).replace("T", " "), " UTC"),
    one.standing && one.action !== "withdraw" && queue.who ? element("button", { type: "button", class: "plain", onclick: () => withdraw(one) }, "Take back") : ""));
  part("done").replaceChildren(element("h3", {}, "Decided"), rows.length ? element("ol", {}, rows) : element("p", { class: "none" }, "Nothing yet."));
}

/** @param {number} i */
function go(i) {
  at = Math.min(Math.max(i, 0), Math.max(queue.claims.length - 1, 0));
  return show();
}

/** @param {string} action @param {any} [more] @param {any} [claim] */
async function decide(action, more = {}, claim = queue.claims[at]) {
  if (!queue.who) return say("Nobody is named who judges: start the desk with --who NAME");
  if (claim !== seen) return say(UNSEEN);
  try {
    await send("judgements", { action, claims: action === "same-origin" ? [] : [claim.id], why: why.value || "no reason told", ...more });
    say(`${DONE[action]}: ${claim.quote.slice(0, 60)}`);
    await load();
    await show();
  } catch (error) {
    say(`Not kept: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {"correct"|"place"} action */
async function amend(action) {
  const claim = queue.claims[at];
  if (!claim || !queue.who) return;
  if (claim !== seen) return say(UNSEEN);
  const value = await (action === "place" ? choosePlace(claim) : correct(claim, queue));
  if (value) await decide(action, { value }, claim);
}

/** @param {"same-event"|"same-origin"} what */
async function join(what) {
  const claim = queue.claims[at];
  if (!claim) return;
  if (claim !== seen) return say(UNSEEN);
  if (joining?.what !== what || joining.claim.id === claim.id) {
    joining = { what, claim };
    say(`Go to the other ${what === "same-event" ? "claim" : "report's claim"} and press ${what === "same-event" ? "e" : "o"} again`);
    await showClaim();
    return;
  }
  const first = joining.claim;
  joining = null;
  await decide(what, what === "same-event" ? { claims: [first.id, claim.id] } : { claims: [], reports: [first.report, claim.report] });
}

async function undo() {
  const last = decided.find((one) => one.standing && one.action !== "withdraw" && one.who === queue.who);
  if (last) await withdraw(last);
  else say("You have decided nothing that could be taken back");
}

/** @param {any} one */
async function withdraw(one) {
  try {
    await send("judgements", { action: "withdraw", withdraws: one.id, why: `taken back: ${why.value || "no reason told"}` });
    say(`Taken back: ${DONE[one.action] ?? one.action}`);
    await load();
    at = Math.max(queue.claims.findIndex((/** @type {any} */ claim) => one.claims.includes(claim.id)), 0);
    await show();
  } catch (error) {
    say(`Not taken back: ${/** @type {Error} */ (error).message}`);
  }
}

/** A key held down, or pressed before the claim is on the screen, does not judge what nobody has seen. @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {Element} */ (event.target);
  if (target.id === "why" && (event.key === "Enter" || event.key === "Escape")) return part("claim").focus();
  if (target.closest("input, select, textarea, dialog") || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return undefined;
  /** @type {Record<string, () => any>} */
  const acts = { j: () => go(at + 1), k: () => go(at - 1), ArrowDown: () => go(at + 1), ArrowUp: () => go(at - 1), a: () => decide("accept"), r: () => decide("reject"), c: () => amend("correct"),
    p: () => amend("place"), e: () => join("same-event"), o: () => join("same-origin"), u: undo, w: () => { why.focus(); why.select(); } };
  const act = acts[event.key];
  if (!act || (event.key.startsWith("Arrow") && target.closest(".text"))) return undefined;
  event.preventDefault();
  return act();
}
