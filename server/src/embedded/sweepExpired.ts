import { encodeValue } from './bson/BsonValue.js'
import { deleteMany } from './commands/delete.js'
import type { Store } from './Store.js'

/**
 * Removes the documents whose time is over by a TTL index: those with a date, or an array with one, further back than
 * the index allows. The index finds them.
 *
 * @returns how many went
 */
export async function sweepExpired(store: Store, now = new Date()): Promise<number> {
  let removed = 0
  for (const { namespace, indexes } of store.catalog.list())
    for (const { name, fields, partial, expireAfterSeconds, building } of indexes) {
      if (expireAfterSeconds === undefined || building) continue
      const { path } = fields[0]!
      const operand = encodeValue(new Date(now.getTime() - expireAfterSeconds * 1000))
      const expired = { kind: 'field', path, predicate: { op: 'lte', operand } } as const
      removed += await deleteMany(store, namespace, {
        filter: partial ? { kind: 'and', filters: [expired, partial.filter] } : expired,
        hint: name,
      })
    }
  return removed
}
