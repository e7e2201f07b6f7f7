import fc from 'fast-check'
import { nastyString, nastyValue } from './nasty.js'

/** One change to a JSON value; `at` chooses where. */
interface Mutation {
  at: number
  change: 'replace' | 'remove' | 'rename' | 'repeat' | 'wrap' | 'add'
  key: string
  value: unknown
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  change: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'repeat', 'wrap', 'add'),
  key: nastyString,
  value: nastyValue,
})

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 3 })

type Container = Record<string, unknown> | unknown[]

/** The JSON value with changes somewhere within, as text: what objects cannot hold (a key twice, `__proto__`) JSON can. */
export function mutated(value: unknown, changes: readonly Mutation[]): unknown {
  const root: unknown = structuredClone(value)
  for (const { at, change, key, value: given } of changes) {
    // Two changes may put the same value in, one within the other.
    const value = structuredClone(given)
    const places = placesIn(root)
    if (places.length === 0) return root
    const { parent, name } = places[at % places.length]!
    switch (change) {
      case 'replace':
        set(parent, name, value)
        break
      case 'remove':
        if (Array.isArray(parent)) parent.splice(Number(name), 1)
        else delete parent[name]
        break
      case 'rename':
        if (!Array.isArray(parent)) {
          set(parent, key, parent[name])
          delete parent[name]
        }
        break
      case 'repeat':
        if (Array.isArray(parent)) parent.push(...new Array(at % 60).fill(parent[Number(name)]))
        break
      case 'wrap':
        set(parent, name, at % 2 ? [get(parent, name)] : { [key]: get(parent, name) })
        break
      case 'add':
        if (Array.isArray(parent)) parent.push(value)
        else set(parent, key, value)
    }
  }
  return root
}

/** Every member of every object and list within, `root` itself aside. */
function placesIn(root: unknown): { parent: Container; name: string }[] {
  const places: { parent: Container; name: string }[] = []
  const waiting = [root]
  for (let value = waiting.pop(); waiting.length > 0 || isContainer(value); value = waiting.pop()) {
    if (!isContainer(value)) continue
    for (const name of Object.keys(value)) {
      places.push({ parent: value, name })
      if (places.length < 5_000) waiting.push(get(value, name))
    }
  }
  return places
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

const get = (parent: Container, name: string) => (parent as Record<string, unknown>)[name]

/** Also sets `__proto__` as a member of its own. */
function set(parent: Container, name: string, value: unknown) {
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Changes to the bytes of a text: bits, cuts, insertions. */
export const byteMutations = fc.array(
  fc.record({ at: fc.nat(), change: fc.constantFrom('flip', 'cut', 'insert', 'swap'), byte: fc.nat(255) }),
  { minLength: 1, maxLength: 4 },
)

export function mutatedBytes(bytes: Buffer, changes: { at: number; change: string; byte: number }[]): Buffer {
  let result = Buffer.from(bytes)
  for (const { at, change, byte } of changes) {
    if (result.length === 0) return result
    const place = at % result.length
    if (change === 'flip') result[place]! ^= byte || 1
    else if (change === 'cut') result = result.subarray(0, place)
    else if (change === 'insert')
      result = Buffer.concat([result.subarray(0, place), Buffer.of(byte), result.subarray(place)])
    else result[place] = byte
  }
  return result
}
