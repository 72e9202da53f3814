/** Play, and the steps: a day, and a day with news. */

import { count } from "./day.js";
import { element } from "./element.js";
import { newsByDay } from "./situation.js";

const PACE = 450; // milliseconds a day
const FAR = 5; // days without news that playing shows one by one before it goes to the next news

/** @param {import("./types.js").Page} page @param {import("./view.js").View} view @returns {HTMLElement} */
export function player(page, view) {
  const news = [...newsByDay(page).keys()].sort();
  let timer = 0;
  const play = element("button", { type: "button", id: "play", "aria-pressed": "false", "aria-label": "Play", title: "Play" });
  const show = () => {
    play.setAttribute("aria-pressed", String(timer !== 0));
    play.setAttribute("aria-label", timer ? "Pause" : "Play");
    play.title = timer ? "Pause" : "Play";
    play.textContent = timer ? "❚❚" : "▶";
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    show();
  };
  const ends = () => view.range ?? page.days;
  const forward = () => {
    const next = news.find((day) => day > view.on) ?? page.days[1];
    if (view.on >= ends()[1]) stop();
    else if (next > ends()[1]) view.goTo(ends()[1]);
    else if (count(next) - count(view.on) > FAR) view.goTo(next);
    else view.step(1);
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (view.on >= ends()[1] || view.on < ends()[0]) view.goTo(ends()[0]);
    timer = setInterval(forward, PACE);
    return show();
  });
  show();
  keys(view, news);
  return element("div", { class: "player", role: "group", "aria-label": "Move the day" }, play,
    element("button", { type: "button", "aria-label": "Day before", title: "Day before (←)", onclick: () => view.step(-1) }, "‹"),
    element("button", { type: "button", "aria-label": "Day after", title: "Day after (→)", onclick: () => view.step(1) }, "›"),
    element("button", { type: "button", class: "wide", "aria-label": "Next day with news", title: "Next day with news (N)",
      onclick: () => view.goTo(beyond(news, view.on) ?? view.on) }, "news ›"));
}

/** @param {string[]} news @param {string} on @returns {string|undefined} */
function beyond(news, on) {
  return news.find((day) => day > on);
}

/** Arrow keys move the day wherever the focus is, but not in a field and not on the map, which they pan.
 * @param {import("./view.js").View} view @param {string[]} news */
function keys(view, news) {
  addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest?.("input, canvas, [role=listbox]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const large = { PageUp: 7, PageDown: -7 }[event.key];
    const slider = target.id === "day";
    if (step) view.step(event.shiftKey ? step * 7 : step);
    else if (slider && large) view.step(large);
    else if (slider && event.key === "ArrowUp") view.step(1);
    else if (slider && event.key === "ArrowDown") view.step(-1);
    else if (slider && event.key === "Home") view.goTo(view.page.days[0]);
    else if (slider && event.key === "End") view.goTo(view.page.days[1]);
    else if (event.key === "n") view.goTo(beyond(news, view.on) ?? view.on);
    else if (event.key === "Escape" && view.pick) view.choose(null);
    else return;
    event.preventDefault();
  });
}
