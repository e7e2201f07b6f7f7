import { MongoClient } from 'mongodb'
import { startEmbeddedStore } from '../../server/dist/embedded/startEmbeddedStore.js'

/**
 * Bytes of the segments in a data folder that no server has open: what reports read, and what only merging needs.
 * @param {string} dir
 */
export async function storedBytes(dir) {
  const store = await startEmbeddedStore({ path: dir })
  const client = await new MongoClient(store.uri).connect()
  let hot = 0
  let identity = 0
  for await (const segment of client.db('mouse-tracking').collection('segments').find()) {
    hot += segment.columns.length()
    identity += segment.identity.length()
  }
  await client.close()
  await store.close()
  return { hot, identity }
}
