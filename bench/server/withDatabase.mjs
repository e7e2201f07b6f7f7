import { MongoClient } from 'mongodb'

/**
 * Measures on a database of its own, which is dropped in the end.
 * @template T
 * @param {string} mongodb the engine
 * @param {(uri: string) => Promise<T>} measure
 */
export async function withDatabase(mongodb, measure) {
  const uri = new URL(mongodb)
  uri.pathname = `/bench_${process.pid}`
  const client = new MongoClient(uri.href)
  try {
    return await measure(uri.href)
  } finally {
    await client.db().dropDatabase()
    await client.close()
  }
}
