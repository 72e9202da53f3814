/** Asking the server: always the same origin, always JSON; what goes wrong is told in words. */

/** @param {string} what below /desk/ @param {Record<string, string|null|undefined>} [told] @returns {Promise<any>} */
export async function ask(what, told = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(told)) if (value) query.set(name, value);
  return answer(await fetch(`/desk/${what}${query.size ? `?${query}` : ""}`));
}

/** @param {string} what @param {any} body @returns {Promise<any>} */
export async function send(what, body) {
  return answer(await fetch(`/desk/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

/** @param {Response} response @returns {Promise<any>} */
async function answer(response) {
  if (response.ok) return response.json();
  const told = await response.json().catch(() => ({}));
  throw new Error(told.description ?? `the server answered ${response.status}`);
}
