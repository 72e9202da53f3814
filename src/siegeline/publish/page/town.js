/** Towns: the names in the tiles under the map, where they are vectors. We write them ourselves, in the system's letters. */

import { TOWNS } from "./ground.js";

/** @typedef {{name: string, rank: number, at: import("./types.js").LonLat}} Town  rank: 1 for a country's largest, up to 8 */

/** What Protomaps calls `kind` or `kind_detail`, and OpenMapTiles `class`. @type {Record<string, number>} */
const RANK = { city: 2, town: 4, village: 7, hamlet: 8 };

/** @param {any} map @param {any} base what the server tells of the tiles @returns {Town[]} those in the tiles in view, each once */
export function towns(map, base) {
  if (base?.type !== "vector" || !map.getSource("base")) return [];
  /** @type {Map<string, Town>} */
  const found = new Map();
  for (const layer of TOWNS.filter((name) => base.layers.includes(name))) {
    for (const { properties: told, geometry } of map.querySourceFeatures("base", { sourceLayer: layer })) {
      const rank = RANK[told.kind_detail] ?? RANK[told.kind] ?? RANK[told.class];
      const name = told["name:en"] ?? told.name_en ?? told["name:latin"] ?? told.name;
      if (!rank || geometry.type !== "Point" || typeof name !== "string") continue;
      const at = /** @type {import("./types.js").LonLat} */ (geometry.coordinates);
      found.set(`${name} ${at.map((one) => one.toFixed(1))}`, { name, rank: told.capital ? 1 : rank, at });
    }
  }
  return [...found.values()].sort((one, other) => one.rank - other.rank || (one.name < other.name ? -1 : 1));
}
