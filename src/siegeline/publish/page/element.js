/** Elements of the document. Text goes in as text nodes only: a report's words are never read as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, any>} [with_]  attributes; `on*` are listeners; null and false are left out
 * @param {...(Node|string|null|undefined|false|(Node|string)[])} inside
 * @returns {any}
 */
export function element(tag, with_ = {}, ...inside) {
  return fill(document.createElement(tag), with_, inside);
}

/** The same for SVG. @param {string} tag @param {Record<string, any>} [with_] @param {...any} inside @returns {any} */
export function drawing(tag, with_ = {}, ...inside) {
  return fill(document.createElementNS(SVG, tag), with_, inside);
}

/** @param {Element} node @param {Record<string, any>} with_ @param {any[]} inside */
function fill(node, with_, inside) {
  for (const [name, value] of Object.entries(with_)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const one of inside.flat(2)) if (one || one === 0) node.append(one);
  return node;
}
