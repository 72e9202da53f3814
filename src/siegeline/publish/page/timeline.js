/** The timeline: one band a siege, ticks for claims, the day as a line to drag. */

import { monthStarts, timeAxis } from "./axis.js";
import { count, iso, long, month, short } from "./day.js";
import { drawing, element } from "./element.js";
import { ink } from "./hue.js";
import { claimDay, newsByDay, spanOn, spansOf } from "./situation.js";
import { counted, degreeWord, doubtWord, isSettled, sideName } from "./word.js";

const HEAD = 34; // pixels above the bands: months, then news
const ROW = 22;
const WORD = 100; // pixels of the day's name beside its line: it stands at the left where there is no room at the right

export class Timeline {
  /** @param {import("./types.js").Page} page @param {import("./view.js").View} view @param {HTMLElement} into
   * @param {() => import("./hue.js").Palette} colours @param {HTMLElement} player */
  constructor(page, view, into, colours, player) {
    this.page = page;
    this.view = view;
    this.colours = colours;
    this.axis = timeAxis(page.days, newsDays(page));
    this.labels = element("div", { class: "labels" });
    this.chart = drawing("svg", { class: "chart", "aria-hidden": "true" });
    this.line = element("div", { class: "day-line", role: "slider", tabindex: 0, id: "day", "aria-label": "Day",
      "aria-valuemin": this.axis.first, "aria-valuemax": this.axis.last }, element("span", { class: "day-word" }));
    this.span = element("div", { class: "day-span", hidden: true });
    this.plot = element("div", { class: "plot", title: "Drag: the day. Shift and drag: several days" }, this.chart, this.span, this.line);
    into.append(element("div", { class: "side" }, player, this.labels), this.plot);
    this.drag();
    this.wide = 0;
    new ResizeObserver(() => {
      if (this.drawnFor === this.room()) return; // it is told at the beginning too
      this.draw();
      this.show();
    }).observe(this.plot);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(() => this.draw()));
    /** @type {string|null} */
    this.pickKey = null;
    view.follow(() => this.show());
  }

  /** Only the line moves with the day; the bands are drawn anew when something else is picked. */
  show() {
    const { axis, view } = this;
    const key = view.version + (view.pick ? `${view.pick.what}:${view.pick.id}` : "");
    if (key !== this.pickKey) {
      this.pickKey = key;
      this.draw();
    }
    const day = count(view.on);
    const middle = (axis.x(day) + axis.x(day + 1)) / 2;
    this.line.style.left = `${middle * 100}%`;
    this.line.classList.toggle("late", (1 - middle) * this.wide < WORD);
    this.line.setAttribute("aria-valuenow", String(day));
    this.line.setAttribute("aria-valuetext", long(view.on));
    this.line.firstChild.textContent = short(view.on);
    this.span.hidden = !view.range;
    if (view.range) {
      const [from, to] = [axis.x(count(view.range[0])), axis.x(count(view.range[1]) + 1)];
      this.span.style.left = `${from * 100}%`;
      this.span.style.width = `${(to - from) * 100}%`;
    }
  }

  /** @returns {{name: string, pick: import("./types.js").Pick, spans: any[]}[]} */
  rows() {
    const { page, view } = this;
    const rows = page.sieges.filter((one) => page.places[one.place]).map(({ place, spans }) =>
      ({ name: page.places[place].name, pick: { what: /** @type {const} */ ("place"), id: place }, spans: /** @type {any[]} */ (spans) }));
    const { pick } = view;
    if (!pick) return rows;
    const all = spansOf(page, pick);
    const name = (pick.what === "place" ? page.places : page.routes)[pick.id].name;
    const besieged = rows.filter((row) => view.isPicked(row.pick));
    const others = rows.filter((row) => !view.isPicked(row.pick));
    const own = [...all.routes, ...all.control];
    const held = { name: besieged.length ? `${name}: who holds it` : name, pick: /** @type {any} */ (pick), spans: own };
    return [...besieged, ...(own.length || !besieged.length ? [held] : []), ...others];
  }

  /** @returns {string} the room that there is for the bands */
  room() {
    return `${this.plot.clientWidth} ${this.plot.parentElement.clientHeight}`;
  }

  draw() {
    this.drawnFor = this.room();
    const wide = (this.wide = this.plot.clientWidth);
    const rows = this.rows();
    const high = Math.max(HEAD + rows.length * ROW + 4, this.plot.parentElement.clientHeight - 2);
    const at = (/** @type {number} */ day) => this.axis.x(day) * wide;
    this.chart.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    this.chart.setAttribute("width", wide);
    this.chart.setAttribute("height", high);
    this.line.style.height = this.span.style.height = `${high}px`;
    this.chart.replaceChildren(...this.folds(at, high), ...this.months(at, high), ...this.news(at),
      ...rows.flatMap((row, i) => this.bands(row, HEAD + i * ROW, at, wide)));
    this.labels.replaceChildren(...rows.map((row) => element("button", { type: "button", class: "label",
      "aria-pressed": String(this.view.isPicked(row.pick)), "data-siege": row.pick.id,
      onclick: () => this.view.choose(row.pick, this.dayFor(row.spans)) }, element("bdi", {}, row.name), ...contradictions(row.spans))));
  }

  /** The day shown if the siege lasts on it, else its last day before, else its first. @param {any[]} spans @returns {string} */
  dayFor(spans) {
    const { on } = this.view;
    if (spanOn(spans, on)) return on;
    const before = spans.filter((span) => span.to < on).map((span) => span.to).sort();
    return before[before.length - 1] ?? spans[0]?.from ?? on;
  }

  /** @param {(day: number) => number} at @param {number} high @returns {Element[]} */
  folds(at, high) {
    return this.axis.folds.flatMap(({ from, to }) => {
      const [x, end] = [at(from), at(to + 1)];
      const words = `${to - from + 1} days without reports`;
      return [
        drawing("rect", { class: "fold", x, y: 0, width: end - x, height: high }, drawing("title", {}, words)),
        drawing("text", { class: "fold-word", transform: `translate(${(x + end) / 2 + 4} ${high / 2 + 8}) rotate(-90)`, "text-anchor": "middle" }, `${to - from + 1} quiet days`),
      ];
    });
  }

  /** @param {(day: number) => number} at @param {number} high @returns {Element[]} */
  months(at, high) {
    let free = -1;
    let year = "";
    return monthStarts(this.axis).flatMap(({ day, iso: text }) => {
      const x = at(day);
      const line = drawing("line", { class: "month", x1: x, x2: x, y1: 0, y2: high });
      if (x < free) return [line];
      const words = month(text, text.slice(0, 4) !== year);
      year = text.slice(0, 4);
      free = x + words.length * 7.5 + 8;
      return [line, drawing("text", { class: "month-word", x: x + 4, y: 12 }, words)];
    });
  }

  /** @param {(day: number) => number} at @returns {Element[]} how many claims a day */
  news(at) {
    const counts = newsByDay(this.page);
    const most = Math.max(...counts.values(), 1);
    return [...counts].map(([day, claims]) => {
      const [x, end] = [at(count(day)), at(count(day) + 1)];
      const high = 3 + (13 * claims) / most;
      return drawing("rect", { class: "news", x, y: HEAD - 3 - high, width: Math.max(end - x - 1, 1.5), height: high },
        drawing("title", {}, `${counted(claims, "claim")}, ${short(day)}`));
    });
  }

  /** @param {ReturnType<Timeline["rows"]>[number]} row @param {number} y @param {(day: number) => number} at
   * @param {number} wide @returns {Element[]} */
  bands(row, y, at, wide) {
    const { page, view } = this;
    const picked = view.isPicked(row.pick);
    const dim = view.pick && !picked ? " dim" : "";
    const colours = this.colours();
    const parts = [drawing("line", { class: "row-line", x1: 0, x2: wide, y1: y + ROW / 2, y2: y + ROW / 2 })];
    for (const span of bandsOf(row.spans)) {
      const [x, end] = [at(count(span.from)), at(count(span.to) + 1)];
      const side = span.besieger ?? span.holder ?? span.for_whom;
      const colour = span.state === "indeterminate" || span.state === "unknown" ? colours.quiet : colours.side(side?.side);
      const style = span.degree ?? span.state;
      const words = span.degree ? `${row.name}: besieged by ${sideName(page, span.besieger)}, ${degreeWord(span.degree)}, ${doubtWord(span)}` : `${row.name}: ${span.state}`;
      parts.push(drawing("g", { class: `band ${style}${dim}`, "data-band": row.pick.id, "data-from": span.from },
        drawing("rect", { class: "fill", x, y: y + 5, width: Math.max(end - x, 3), height: ROW - 10, fill: colour }),
        drawing("rect", { class: "edge", x: x + 1, y: y + 6, width: Math.max(end - x - 2, 1), height: ROW - 12, stroke: ink(colours, colour).edge ?? colour }),
        drawing("title", {}, `${words} – ${short(span.from)} to ${short(span.to)}${span.against.length ? `; ${span.against.length} said otherwise` : ""}`)));
      if (isSettled(span) && span.against.length) parts.push(drawing("path", { class: `contradicted${dim}`, "data-contradicted": row.pick.id, d: zigzag(x, Math.max(end, x + 6), y + ROW - 3) }));
      parts.push(...this.ticks(span.for, "for", y, at, dim), ...this.ticks(span.against, "against", y, at, dim));
    }
    return parts;
  }

  /** @param {string[]} ids @param {"for"|"against"} which @param {number} y @param {(day: number) => number} at
   * @param {string} dim @returns {Element[]} claims for stand on the band's upper edge, claims against hang below */
  ticks(ids, which, y, at, dim) {
    return ids.flatMap((id) => {
      const claim = this.page.claims[id];
      const day = claim && claimDay(this.page, claim);
      if (!day) return [];
      const x = (at(count(day)) + at(count(day) + 1)) / 2;
      const [y1, y2] = which === "for" ? [y + 1, y + 8] : [y + ROW - 8, y + ROW - 1];
      return [drawing("line", { class: `tick ${which}${dim}`, "data-tick": id, x1: x, x2: x, y1, y2 })];
    });
  }

  drag() {
    const { plot, line, view } = this;
    let down = false;
    /** Where several days were begun to be chosen. @type {string|null} */
    let begun = null;
    const dayAt = (/** @type {PointerEvent} */ event) => {
      const box = plot.getBoundingClientRect();
      return iso(this.axis.day(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 0.99999)));
    };
    const follow = (/** @type {PointerEvent} */ event) => {
      if (begun) view.span([begun, dayAt(event)]);
      else view.goTo(dayAt(event));
    };
    plot.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      down = true;
      begun = event.shiftKey ? dayAt(event) : null;
      plot.setPointerCapture(event.pointerId);
      const band = /** @type {Element} */ (event.target).closest?.("[data-band]");
      follow(event);
      const row = band && this.rows().find((one) => one.pick.id === band.getAttribute("data-band"));
      if (row && !begun) view.choose(row.pick);
      event.preventDefault();
      line.focus({ preventScroll: true });
    });
    plot.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => down && follow(event));
    for (const end of ["pointerup", "pointercancel"]) plot.addEventListener(end, () => (down = false));
  }
}

/** Spans that look the same and follow one another, as one band. @param {any[]} spans @returns {any[]} */
function bandsOf(spans) {
  const look = (/** @type {any} */ span) => JSON.stringify([span.degree ?? span.state, (span.besieger ?? span.holder ?? span.for_whom)?.side, span.doubt, span.against.length > 0]);
  /** @type {any[]} */
  const bands = [];
  for (const span of spans) {
    const before = bands.find((one) => count(one.to) + 1 === count(span.from) && look(one) === look(span));
    if (!before) bands.push({ ...span });
    else Object.assign(before, { to: span.to, for: [...new Set([...before.for, ...span.for])], against: [...new Set([...before.against, ...span.against])] });
  }
  return bands;
}

/** How many sentences say otherwise, beside a row's name. @param {any[]} spans @returns {(Node|string)[]} */
function contradictions(spans) {
  const against = new Set(spans.filter(isSettled).flatMap((span) => span.against)).size;
  const words = `${against} ${against === 1 ? "sentence says" : "sentences say"} otherwise`;
  return against ? [" ", element("span", { class: "against-count", title: words }, element("span", { "aria-hidden": "true" }, `≠${against}`), element("span", { class: "spoken" }, words))] : [];
}

/** @param {number} from @param {number} to @param {number} y @returns {string} the path under a band that is contradicted */
function zigzag(from, to, y) {
  const steps = Math.max(Math.round((to - from) / 4), 1);
  return `M${Array.from({ length: steps + 1 }, (_, i) => `${(from + ((to - from) * i) / steps).toFixed(1)} ${y + (i % 2 ? -2 : 2)}`).join("L")}`;
}

/** @param {import("./types.js").Page} page @returns {Set<string>} */
function newsDays(page) {
  const days = new Set([page.start_on, ...newsByDay(page).keys()]);
  for (const { spans } of page.sieges) for (const span of spans) days.add(span.from).add(span.to);
  return days;
}
