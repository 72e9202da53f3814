/** Days: counted from 1970-01-01, written as people write them. */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** @param {string} text `YYYY-MM-DD` @returns {number} */
export function count(text) {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000);
}

/** @param {number} number @returns {string} `YYYY-MM-DD` */
export function iso(number) {
  return new Date(number * 86400000).toISOString().slice(0, 10);
}

/** @param {string} text @returns {boolean} */
export function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** "6 August 2016". @param {string} text @returns {string} */
export function long(text) {
  const [y, m, d] = text.split("-").map(Number);
  return `${d}\u00a0${MONTHS[m - 1]}\u00a0${y}`;
}

/** "6 Aug 2016". @param {string} text @returns {string} */
export function short(text) {
  const [y, m, d] = text.split("-").map(Number);
  return `${d}\u00a0${MONTHS[m - 1].slice(0, 3)}\u00a0${y}`;
}

/** "Aug" or, with the year, "Aug 2016". @param {string} text @param {boolean} withYear @returns {string} */
export function month(text, withYear) {
  const [y, m] = text.split("-").map(Number);
  return MONTHS[m - 1].slice(0, 3) + (withYear ? `\u00a0${y}` : "");
}

/** "since between 3 and 6 August 2016": no more precise than its bounds.
 * @param {import("./types.js").Bounds|null} since @returns {string} */
export function sinceWords(since) {
  const { start = null, end = null } = since ?? {};
  if (start && end) {
    if (start === end) return `since ${short(start)}`;
    const head = start.slice(0, 7) === end.slice(0, 7) ? String(Number(start.slice(8))) : short(start);
    return `since between ${head} and ${short(end)}`;
  }
  if (end) return `since ${short(end)} or before`;
  return start ? `since ${short(start)} or later` : "since an unknown day";
}
