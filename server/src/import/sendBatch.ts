import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem } from '@mouse-tracking/contract'

/** Longest wait (ms) between two tries. */
const LONGEST_WAIT = 30_000

export type Outcome = { kind: 'accepted'; events: number } | { kind: 'refused'; problem: Problem }

/**
 * Sends a batch until the server has taken or refused it: a server that is away, busy or limiting is asked again, as
 * late as it says.
 * @throws when the signal ends the wait.
 */
export async function sendBatch(url: string, batch: unknown, signal: AbortSignal): Promise<Outcome> {
  for (let tries = 0; ; tries++) {
    const answer = await post(url, batch, signal)
    if (answer?.status === 202)
      return { kind: 'accepted', events: ((await answer.json()) as { accepted: number }).accepted }
    if (answer && answer.status < 500 && answer.status !== 429)
      return { kind: 'refused', problem: await problemOf(answer) }
    await answer?.body?.cancel()
    await sleep(waitOf(answer, tries), undefined, { signal })
  }
}

async function post(url: string, batch: unknown, signal: AbortSignal): Promise<Response | null> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batch),
      signal,
    })
  } catch (error) {
    signal.throwIfAborted()
    // No answer at all: the server is down or out of reach. Anything else is a fault in the address.
    if ((error as Error).message === 'fetch failed') return null
    throw error
  }
}

function waitOf(answer: Response | null, tries: number): number {
  const seconds = Number(answer?.headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds)) return Math.min(LONGEST_WAIT, seconds * 1_000)
  return Math.min(LONGEST_WAIT, 250 * 2 ** tries)
}

async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text()
  try {
    return JSON.parse(text) as Problem
  } catch {
    return {
      type: 'about:blank',
      title: answer.statusText,
      status: answer.status,
      detail: text.slice(0, 200),
    }
  }
}
