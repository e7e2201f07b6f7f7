import { createIndexes } from './createIndexes.js'
import type { Migration } from './migration.js'

/** All migrations; the n-th takes a store from version n - 1 to n. A changed index needs a new one at the end. */
export const MIGRATIONS: readonly Migration[] = [createIndexes]
