import type { Cursors } from './Cursors.js'
import type { Catalog } from './storage/Catalog.js'
import { CollectionWriter } from './storage/CollectionWriter.js'
import type { Environment } from './storage/Environment.js'

/** What the commands work on. */
export interface Store {
  readonly env: Environment
  readonly catalog: Catalog
  readonly cursors: Cursors
  /** Makes sure that what was dropped is cleared away some time. */
  clearLeftovers(): void
  readonly startedAt: Date
}

/** Milliseconds for which one command may hold a write. */
const SLICE = 12

/**
 * Changes a collection.
 *
 * @param create make it if it is not there; otherwise nothing is done, and the answer is undefined
 */
export function writeCollection<T>(
  store: Store,
  namespace: string,
  create: boolean,
  action: (writer: CollectionWriter) => T,
): Promise<T | undefined> {
  return store.env.write(() => {
    const definition = create ? store.catalog.findOrCreate(namespace) : store.catalog.find(namespace)
    if (!definition) return undefined
    const writer = new CollectionWriter(store.env, store.catalog, definition)
    const result = action(writer)
    writer.finish()
    return result
  })
}

/**
 * Works off a list in as many writes as it takes to keep each short; the writes of one command may be apart, and those of
 * others come in between.
 *
 * @param step handles one item; returns false to end early
 */
export async function writeInSlices<T>(
  store: Store,
  namespace: string,
  create: boolean,
  items: readonly T[],
  step: (writer: CollectionWriter, item: T, position: number) => boolean,
): Promise<void> {
  let at = 0
  while (at < items.length) {
    const reached = await writeCollection(store, namespace, create, (writer) => {
      const deadline = performance.now() + SLICE
      let position = at
      do {
        if (!step(writer, items[position]!, position)) return items.length
        position++
      } while (position < items.length && performance.now() < deadline)
      return position
    })
    at = reached ?? items.length
  }
}
