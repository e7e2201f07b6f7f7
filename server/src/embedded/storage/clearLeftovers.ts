import type { Catalog } from './Catalog.js'
import type { Environment } from './Environment.js'
import { endOfPrefix, numberPrefix } from './recordKeys.js'

/** Keys removed in one write, so that other writes get their turn. */
const SLICE = 2000

/**
 * Removes what dropped collections and indexes left behind, slice by slice. May be interrupted at any point and started
 * again.
 *
 * @param stopped asked between slices
 */
export async function clearLeftovers(
  env: Environment,
  catalog: Catalog,
  stopped: () => boolean,
): Promise<void> {
  for (const { key, leftover } of catalog.leftovers()) {
    const table = env[leftover.table]
    const range = { start: numberPrefix(leftover.number), end: endOfPrefix(leftover.number), limit: SLICE }
    for (let found = SLICE; found === SLICE; ) {
      if (stopped()) return
      found = await env.write(() => {
        const keys = [...table.getKeys(range)]
        for (const each of keys) table.remove(each)
        if (keys.length < SLICE) env.catalog.remove(key)
        return keys.length
      })
    }
  }
}
