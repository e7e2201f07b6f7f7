import {
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb'

const AWAY = [
  MongoClientClosedError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
]
const BROKEN = new Set<unknown>(['EPIPE', 'ECONNRESET'])

/** Whether an error says that the store does not answer, and nothing of what it was asked. */
export function isStoreAway(error: unknown): boolean {
  return AWAY.some((type) => error instanceof type) || BROKEN.has((error as { code?: unknown } | null)?.code)
}
