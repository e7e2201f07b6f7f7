import type { Migration } from './migration.js'

/** Makes the collections and the indexes of all entities, as far as they are not there. */
export const createIndexes: Migration = {
  name: 'create collections and indexes',
  async run({ models }) {
    for (const model of Object.values(models)) await model.createIndexes()
  },
}
