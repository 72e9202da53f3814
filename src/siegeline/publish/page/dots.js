/** Places as dots: a layer of MapLibre's that draws tens of thousands at once, each in its holder's colour and state's
 * shape, from arrays of numbers. A day's step writes four bytes a place. */

const LEAST = 4; // pixels: a dot among very many
const MOST = 16; // pixels: a dot with room around it
const SHAPES = { held: 1, contested: 2, indeterminate: 3 };
const PALE = 8; // added for what is inferred from neighbours
const COLOURS = 16; // sides and no side

// colours are looked up once a dot, not once a pixel: where no graphics card is, pixels are what costs
const VERTEX = `
precision highp float;
attribute vec2 spot;
attribute vec4 look;
uniform mat4 matrix;
uniform float size;
uniform vec3 colours[${COLOURS}];
uniform vec3 edges[${COLOURS}];
uniform vec3 ground;
uniform vec3 quiet;
varying vec3 one;
varying vec3 other;
varying vec3 rim;
varying vec4 form;
void main() {
  vec4 seen = floor(look * 255.0 + 0.5);
  float pale = step(7.5, seen.x);
  float shape = seen.x - 8.0 * pale;
  float whole = (pale > 0.5 ? 0.75 : 1.0) * size + 2.0;
  one = shape > 2.5 ? ground : colours[int(seen.y)];
  other = shape > 2.5 ? quiet : colours[int(seen.z)];
  rim = shape > 1.5 ? ground : edges[int(seen.y)];
  form = vec4(shape, whole, pale > 0.5 ? 0.55 : 1.0, 0.0);
  gl_Position = shape < 0.5 ? vec4(2.0, 2.0, 2.0, 1.0) : matrix * vec4(spot, 0.0, 1.0);
  gl_PointSize = whole;
}`;
const FRAGMENT = `
precision highp float;
uniform float size;
uniform vec3 ground;
varying vec3 one;
varying vec3 other;
varying vec3 rim;
varying vec4 form;
void main() {
  vec2 at = (gl_PointCoord - 0.5) * form.y;
  float away = length(at);
  float outer = form.y / 2.0;
  float inner = outer - max(1.2, size / 13.0);
  vec3 ink = one;
  if (form.x > 2.5) {
    if (away > inner - max(1.2, size / 8.0)) ink = other;
  } else if (form.x > 1.5) {
    if (abs(at.x) < size / 20.0 && size > 16.0) ink = ground;
    else if (at.x > 0.0) ink = other;
  }
  vec3 colour = mix(ink, rim, smoothstep(inner - 0.5, inner + 0.5, away));
  float alpha = (1.0 - smoothstep(outer - 1.0, outer, away)) * form.z;
  gl_FragColor = vec4(colour * alpha, alpha);
}`;

export class Dots {
  id = "dots";
  type = /** @type {const} */ ("custom");

  /** @param {any} library MapLibre @param {import("./types.js").Page} page */
  constructor(library, page) {
    this.library = library;
    this.page = page;
    /** @type {Map<string, number>} */
    this.numbers = new Map();
    this.places = /** @type {import("./types.js").Place[]} */ ([]);
    this.sides = new Map(page.theatre.sides.map((side, at) => [side.id, Math.min(at + 1, COLOURS - 1)]));
    this.looks = new Uint8Array(0);
    this.size = MOST;
    this.crowded = true;
    this.collect();
  }

  /** Places with a point, by number. */
  collect() {
    this.places = Object.values(this.page.places).filter((place) => Number.isFinite(place.lon) && Number.isFinite(place.lat));
    this.numbers = new Map(this.places.map((place, at) => [place.id, at]));
    this.flat = new Float64Array(2 * this.places.length);
    this.places.forEach(({ lon, lat }, at) => {
      this.flat[2 * at] = (180 + lon) / 360; // web Mercator, from 0 to 1, as MapLibre counts
      this.flat[2 * at + 1] = (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2;
    });
    this.middle = this.places.length ? [this.flat[0], this.flat[1]] : [0, 0];
    this.spots = Float32Array.from(this.flat, (value, at) => value - this.middle[at % 2]); // as floats, far from nought would be coarse
    this.looks = new Uint8Array(4 * this.places.length);
  }

  /** @param {any} map @param {WebGLRenderingContext} gl */
  onAdd(map, gl) {
    this.map = map;
    map.on("move", () => { this.crowded = true; });
    const program = /** @type {WebGLProgram} */ (gl.createProgram());
    for (const [kind, text] of /** @type {[number, string][]} */ ([[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]])) {
      const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    this.program = program;
    this.spotBuffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.spotBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.spots, gl.STATIC_DRAW);
    this.lookBuffer = gl.createBuffer();
    this.fresh = true;
  }

  /** What each place shows on a day. @param {import("./types.js").Situation["control"]} control
   * @param {(span: import("./types.js").ControlSpan) => (string|null)[]} contenders @param {import("./hue.js").Palette} colours */
  show(control, contenders, colours) {
    this.colours = colours;
    this.looks.fill(0);
    for (const { place, span } of control) {
      const at = this.numbers.get(place.id);
      if (at === undefined) continue;
      const [a, b] = span.state === "held" ? [span.holder?.side, null] : span.state === "contested" ? contenders(span) : [null, null];
      this.looks[4 * at] = SHAPES[/** @type {"held"} */ (span.state)] + (span.basis === "neighbours" ? PALE : 0);
      this.looks[4 * at + 1] = this.sides.get(a ?? "") ?? 0;
      this.looks[4 * at + 2] = this.sides.get(b ?? "") ?? 0;
    }
    this.fresh = this.crowded = true;
    this.map?.triggerRepaint();
  }

  /** @param {WebGLRenderingContext} gl @param {any} given */
  render(gl, given) {
    if (!this.program || !this.colours || !this.places.length) return;
    const matrix = Float64Array.from(given.defaultProjectionData?.mainMatrix ?? given);
    const [x, y] = this.middle;
    for (let row = 0; row < 4; row++) matrix[12 + row] += matrix[row] * x + matrix[4 + row] * y;
    if (this.crowded) this.size = this.measure();
    this.crowded = false;
    gl.useProgram(this.program);
    const set = (/** @type {string} */ name) => gl.getUniformLocation(/** @type {WebGLProgram} */ (this.program), name);
    gl.uniformMatrix4fv(set("matrix"), false, Float32Array.from(matrix));
    gl.uniform1f(set("size"), this.size * devicePixelRatio);
    const hues = [null, ...this.page.theatre.sides.slice(0, COLOURS - 1).map((side) => side.id)].map((id) => this.colours?.side(id) ?? "#777777");
    gl.uniform3fv(set("colours"), parts(hues));
    gl.uniform3fv(set("edges"), parts(hues.map((hue) => this.colours?.edge(hue) ?? hue)));
    gl.uniform3fv(set("ground"), parts([this.colours.land], 1));
    gl.uniform3fv(set("quiet"), parts([this.colours.quiet], 1));
    const bind = (/** @type {string} */ name, /** @type {any} */ buffer, /** @type {number} */ wide, /** @type {number} */ kind) => {
      const at = gl.getAttribLocation(/** @type {WebGLProgram} */ (this.program), name);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      if (name === "look" && this.fresh) gl.bufferData(gl.ARRAY_BUFFER, this.looks, gl.DYNAMIC_DRAW);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, wide, kind, kind === gl.UNSIGNED_BYTE, 0, 0);
    };
    bind("spot", this.spotBuffer, 2, gl.FLOAT);
    bind("look", this.lookBuffer, 4, gl.UNSIGNED_BYTE);
    this.fresh = false;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    gl.drawArrays(gl.POINTS, 0, this.places.length);
  }

  /** @returns {number} pixels of a dot: full size where the dots in view have room, less where they would cover each other */
  measure() {
    let shown = 0;
    this.within(0, (at) => { if (this.looks[4 * at]) shown += 1; });
    const { width, height } = this.map.getCanvas();
    const room = Math.sqrt((width * height) / devicePixelRatio ** 2 / Math.max(shown, 1));
    return Math.min(Math.max(room * 0.75, LEAST), MOST);
  }

  /** @param {number} around the view, as a share of it @returns {import("./types.js").Place[]} the places in view */
  inView(around) {
    /** @type {import("./types.js").Place[]} */
    const found = [];
    this.within(around, (at) => found.push(this.places[at]));
    return found;
  }

  /** @param {number} around the view, as a share of it @param {(at: number) => void} tell of each place in view, by number */
  within(around, tell) {
    const box = this.map.getBounds();
    const [one, other] = [box.getSouthWest(), box.getNorthEast()].map((corner) => this.library.MercatorCoordinate.fromLngLat(corner));
    const [wide, high] = [(other.x - one.x) * around, (one.y - other.y) * around];
    const { flat } = this;
    for (let at = 0; at < this.places.length; at++) {
      const [x, y] = [flat[2 * at], flat[2 * at + 1]];
      if (x >= one.x - wide && x <= other.x + wide && y <= one.y + high && y >= other.y - high) tell(at);
    }
  }

  /** @param {{x: number, y: number}} point on the screen @returns {string|null} the id of the place whose dot is there */
  hit(point) {
    const reach = this.size / 2 + 3;
    let [best, least] = [/** @type {string|null} */ (null), reach * reach];
    const here = this.library.MercatorCoordinate.fromLngLat(this.map.unproject(point));
    const beside = this.library.MercatorCoordinate.fromLngLat(this.map.unproject({ x: point.x + 1, y: point.y }));
    const pixel = Math.abs(beside.x - here.x) || 1;
    for (let at = 0; at < this.places.length; at++) {
      if (!this.looks[4 * at]) continue;
      const [x, y] = [(this.flat[2 * at] - here.x) / pixel, (this.flat[2 * at + 1] - here.y) / pixel];
      const away = x * x + y * y;
      if (away <= least) [best, least] = [this.places[at].id, away];
    }
    return best;
  }
}

/** @param {string[]} hues `#rrggbb` @param {number} [most] @returns {Float32Array} three numbers each, from 0 to 1 */
function parts(hues, most = COLOURS) {
  const out = new Float32Array(3 * most);
  hues.slice(0, most).forEach((hue, at) => {
    const hex = /^#[0-9a-f]{6}$/i.test(hue) ? hue : "#808080";
    for (let part = 0; part < 3; part++) out[3 * at + part] = Number.parseInt(hex.slice(1 + 2 * part, 3 + 2 * part), 16) / 255;
  });
  return out;
}
