/**
 * What a page holds. Only types: nothing here runs.
 *
 * @typedef {[number, number]} LonLat
 * @typedef {{id: string, name: string, hue: string}} Side
 * @typedef {{text: string, id: string|null, side: string|null}} Actor
 * @typedef {{start: string|null, end: string|null}} Bounds  earliest and latest day
 * @typedef {{id: string, name: string, kind: string, lat: number, lon: number, radius_km: number|null,
 *   ring: LonLat[]|null, part_of: string|null}} Place
 * @typedef {{id: string, name: string, path: LonLat[]}} Route
 * @typedef {{source: string|null, leaning: string|null, published: string|null, file: string, text: string|null}} Report
 * @typedef {{id: string, kind: string, status: string, agent: Actor|null, target: Actor|null,
 *   place: {id: string|null, name?: string|null, text?: string, lat?: number|null, lon?: number|null}|null, route: {id: string|null}|null,
 *   when: {text: string|null, start: string|null, end: string|null, edtf: string|null},
 *   speaker: {text: string, leaning: string|null}|null, stated: string|null, report: string, file: string,
 *   start: number, end: number, quote: string, trigger: [number, number]|null, grade: string|null}} Claim
 *
 * @typedef {{from: string, to: string, state: string, probability: number|null, since: Bounds,
 *   for: string[], against: string[], sentence: string, why?: string|null, told?: [number, number], changes?: {claim: string, without: string|null}[],
 *   doubt: string|null}} Span  inclusive days; `told`: claims for and against where they are not listed; `doubt`: "likely", null where no state is asserted
 * @typedef {Span & {holder: Actor|null, basis: string, sides?: string[]}} ControlSpan
 *   state: held, contested, indeterminate; basis: claims, neighbours
 * @typedef {Span & {for_whom: Actor|null, by: Actor|null, at?: LonLat}} RouteSpan
 *   state: open, contested, under-fire, restricted, cut, unknown; `at`: where it is cut
 * @typedef {Omit<Span, "state"> & {besieger: Actor|null, besieged: Actor|null, degree: string, basis: string,
 *   rule: string, until: Bounds|null, ended_by: string|null, way?: LonLat}} SiegeSpan
 *   degree: encircled, under-fire, one-way; `way`: where the one way leads
 * @typedef {Omit<Span, "state"> & {side: string|null, width: string|null, neck: {lon: number, lat: number}|null,
 *   flanks: LonLat[], basis: string, places: string[], ways: number|null}} CorridorSpan  basis: places, roads, reported
 *
 * @typedef {{
 *   theatre: {id: string, name: string, sides: Side[]},
 *   made: {version: string, rule: string, known: string|null, reports: number, claims: number, note: string},
 *   days: [string, string], start_on: string, attribution?: string,
 *   outline: {type: "FeatureCollection", features: any[]},
 *   places: Record<string, Place>, routes: Record<string, Route>,
 *   reports: Record<string, Report>, claims: Record<string, Claim>,
 *   control: {place: string, spans: ControlSpan[], on?: (day: string) => ControlSpan|undefined}[],
 *   routes_state: {route: string, spans: RouteSpan[]}[],
 *   sieges: {place: string, spans: SiegeSpan[]}[],
 *   base?: any, large?: boolean, only?: string, derived?: Map<string, string>, progress?: string, news?: [string, number][], events?: Record<string, Claim>,
 *   corridors?: {of: string, spans: CorridorSpan[]}[],
 *   fronts?: {from: string, to: string, features: any[]}[],
 *   desk?: Desk
 * }} Page
 *
 * @typedef {{openReport?: (claim: Claim) => void, draw?: (on: string) => Promise<void>, compareSides: (kind: string, span: Span) => void,
 *   changes: (span: Span, on: string) => Promise<{claim: string, without: string|null}[]>,
 *   facts: HTMLElement[], navigation: HTMLElement}} Desk
 *   what the live desk has beside the page: it asks for one report at a time (none where it shows a release, which tells
 *   no reports), and its frame (as known when, by which rule, of which sources) can be chosen
 *
 * @typedef {{what: "place"|"route", id: string}} Pick
 * @typedef {{
 *   sieges: {place: Place, span: SiegeSpan}[],
 *   routes: {route: Route, span: RouteSpan}[],
 *   control: {place: Place, span: ControlSpan}[],
 *   corridors: {of: string, span: CorridorSpan}[],
 *   front: any[]
 * }} Situation
 */

export {};
