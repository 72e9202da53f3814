/** The time axis: a day with news near it is a day wide; long quiet stretches are folded, and say so. */

import { count, iso } from "./day.js";

const NEAR = 4; // days around news that keep their width
const LONG = 30; // a quiet stretch longer than this is folded …
const FOLDED = 5; // … to the width of so many days

/** @typedef {{first: number, last: number, x: (day: number) => number, day: (x: number) => number,
 *   folds: {from: number, to: number}[]}} Axis  x from 0 to 1 */

/** @param {[string, string]} days @param {Iterable<string>} news days with claims or changes @returns {Axis} */
export function timeAxis([from, to], news) {
  const [first, last] = [count(from), count(to)];
  const length = last - first + 1;
  const busy = new Uint8Array(length);
  for (const day of news) {
    const at = count(day) - first;
    if (at >= 0 && at < length) busy.fill(1, Math.max(at - NEAR, 0), at + NEAR + 1);
  }
  const starts = new Float64Array(length + 1);
  const folds = [];
  for (let at = 0; at < length; ) {
    let end = at;
    while (end < length && busy[end] === busy[at]) end++;
    const folded = !busy[at] && end - at > LONG;
    if (folded) folds.push({ from: first + at, to: first + end - 1 });
    for (; at < end; at++) starts[at + 1] = folded ? FOLDED / (end - (folds[folds.length - 1].from - first)) : 1;
  }
  for (let at = 0; at < length; at++) starts[at + 1] += starts[at];
  const whole = starts[length];
  return {
    first, last, folds,
    x: (day) => starts[Math.min(Math.max(day - first, 0), length)] / whole,
    day: (x) => {
      let [low, high] = [0, length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] / whole <= x) low = middle;
        else high = middle - 1;
      }
      return first + low;
    },
  };
}

/** @param {Axis} axis @returns {{day: number, iso: string}[]} first days of months outside the folds, and of the axis */
export function monthStarts(axis) {
  const starts = [{ day: axis.first, iso: iso(axis.first) }];
  for (let day = axis.first + 1; day <= axis.last; day++) {
    const text = iso(day);
    const folded = axis.folds.some((fold) => fold.from <= day && day <= fold.to);
    const after = axis.folds.some((fold) => fold.to + 1 === day);
    if (after || (!folded && text.endsWith("-01"))) starts.push({ day, iso: text });
  }
  return starts;
}
