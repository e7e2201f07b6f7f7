import { type IngestOutcome, ingestBatches } from '../operations/metrics.js'
import { ProblemException } from '../problem/problem.exception.js'

/** Takes a batch, and counts what became of it. */
export async function counted<T>(take: () => Promise<T>): Promise<T> {
  try {
    const taken = await take()
    ingestBatches.inc({ outcome: 'accepted' })
    return taken
  } catch (error) {
    ingestBatches.inc({ outcome: outcomeOf(error) })
    throw error
  }
}

function outcomeOf(error: unknown): IngestOutcome {
  if (!(error instanceof ProblemException)) return 'failed'
  const { status } = error.problem
  return status === 429 ? 'limited' : status >= 500 ? 'failed' : 'refused'
}
