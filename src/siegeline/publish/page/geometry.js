/** Shapes on the ground: rings, circles, lines and where they break. Degrees WGS 84 as [lon, lat]; lengths in km. */

const KM = 111.195; // a degree of latitude

/** @typedef {import("./types.js").LonLat} LonLat */

/** @param {LonLat} centre @param {number} km @returns {LonLat[]} a closed ring */
export function circle([lon, lat], km) {
  const wide = km / (KM * Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 65 }, (_, i) => {
    const turn = (i / 64) * 2 * Math.PI;
    return /** @type {LonLat} */ ([lon + wide * Math.sin(turn), lat + (km / KM) * Math.cos(turn)]);
  });
}

/** The ring closed and clockwise, so that "right of the line" is inside. @param {LonLat[]} ring @returns {LonLat[]} */
export function clockwise(ring) {
  const closed = same(ring[0], ring[ring.length - 1]) ? ring : [...ring, ring[0]];
  let area = 0;
  for (let i = 1; i < closed.length; i++) area += closed[i - 1][0] * closed[i][1] - closed[i][0] * closed[i - 1][1];
  return area > 0 ? [...closed].reverse() : closed;
}

/** @param {LonLat[]} points @returns {[number, number, number, number]} west, south, east, north */
export function bounds(points) {
  const lons = points.map((point) => point[0]);
  const lats = points.map((point) => point[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** @param {import("./types.js").Place} place @returns {LonLat[]} its outline, or the circle of its uncertainty */
export function extent(place) {
  return place.ring?.length ? place.ring : circle([place.lon, place.lat], Math.max(place.radius_km ?? 0, 0.5));
}

/** The ring left open where it faces a point. @param {LonLat[]} ring @param {LonLat} towards @returns {LonLat[]} */
export function opened(ring, towards) {
  const dense = densify(clockwise(ring).slice(0, -1));
  const [w, s, e, n] = bounds(ring);
  const centre = /** @type {LonLat} */ ([(w + e) / 2, (s + n) / 2]);
  const way = turn(centre, towards);
  const off = dense.map((point) => Math.abs(((turn(centre, point) - way + 540) % 360) - 180));
  const at = off.indexOf(Math.min(...off));
  const around = [...dense.slice(at), ...dense.slice(0, at)];
  const kept = Math.round(dense.length * 0.06) + 1;
  return around.slice(kept, around.length - kept);
}

/** @param {LonLat[]} ring without its doubled end @returns {LonLat[]} about 120 points along it */
function densify(ring) {
  const closed = [...ring, ring[0]];
  const whole = measure(closed);
  return Array.from({ length: 120 }, (_, i) => along(closed, (i / 120) * whole).point);
}

/** @param {LonLat} from @param {LonLat} to @returns {number} bearing in degrees, clockwise from north */
export function turn(from, to) {
  const wide = Math.cos((from[1] * Math.PI) / 180);
  return (Math.atan2((to[0] - from[0]) * wide, to[1] - from[1]) * 180) / Math.PI;
}

/** @param {LonLat} one @param {LonLat} other @returns {number} km */
export function distance(one, other) {
  return KM * Math.hypot((other[0] - one[0]) * Math.cos((one[1] * Math.PI) / 180), other[1] - one[1]);
}

/** @param {LonLat[]} path @returns {number} km */
export function measure(path) {
  let km = 0;
  for (let i = 1; i < path.length; i++) km += distance(path[i - 1], path[i]);
  return km;
}

/** @param {LonLat[]} path @param {number} km from its start
 * @returns {{point: LonLat, before: LonLat[], after: LonLat[], bearing: number}} the path parted there */
export function along(path, km) {
  let left = km;
  for (let i = 1; i < path.length; i++) {
    const step = distance(path[i - 1], path[i]);
    if (left <= step || i === path.length - 1) {
      const share = step ? Math.min(Math.max(left / step, 0), 1) : 0;
      const [a, b] = [path[i - 1], path[i]];
      const point = /** @type {LonLat} */ ([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]);
      return { point, before: [...path.slice(0, i), point], after: [point, ...path.slice(i)], bearing: turn(a, b) };
    }
    left -= step;
  }
  return { point: path[0], before: path, after: path, bearing: 0 };
}

/** How far along the path the spot nearest to a point is. @param {LonLat[]} path @param {LonLat} point @returns {number} km */
export function nearest(path, point) {
  const whole = measure(path);
  let best = 0;
  let least = Infinity;
  for (let i = 0; i <= 100; i++) {
    const away = distance(along(path, (i / 100) * whole).point, point);
    if (away < least) [best, least] = [(i / 100) * whole, away];
  }
  return best;
}

/** @param {LonLat} one @param {LonLat} other @returns {boolean} */
function same(one, other) {
  return one[0] === other[0] && one[1] === other[1];
}
