import fc from 'fast-check'

/** Sites that a round sends to: one whose settings stay, and one whose settings are fuzzed too. */
export const SITES = ['fuzz-still', 'fuzz-moving'] as const

/** One thing to throw at the server. */
export type FuzzCase =
  /** A batch; `seen` is what it says when all of it arrives. `path` is how. */
  | { kind: 'batch'; via: 'http' | 'socket'; body: Buffer; headers: Record<string, string>; isValid: boolean }
  | { kind: 'request'; method: string; path: string; body?: Buffer; headers: Record<string, string> }
  | { kind: 'live'; frames: (string | Buffer)[] }
  /** Bytes on a bare connection. */
  | { kind: 'raw'; bytes: Buffer }

export const JSON_TYPE = { 'content-type': 'application/json' }

export const json = (value: unknown) => Buffer.from(JSON.stringify(value) ?? 'undefined')

/** Mostly the site whose settings stay. */
export const site = fc.constantFrom(SITES[0], SITES[0], SITES[0], SITES[1])
