import { once } from 'node:events'
import type { Batch, SocketAnswer } from '@mouse-tracking/contract'
import { WebSocket } from 'ws'
import type { TestServer } from '../server.js'
import type { Sending, Traffic } from './arbitraryTraffic.js'
import type { Received } from './recorded.js'

const LANES = 4

/** What happens when half of the traffic is there. */
export interface Midway {
  packs: boolean
  /** A visitor, who may come back. */
  erases: string | null
}

/**
 * Sends all of it to the site, over HTTP and WebSocket at once.
 * @returns the batches that the server holds then.
 */
export async function sendTraffic(
  server: TestServer,
  site: string,
  { sendings, repeats }: Traffic,
  { packs, erases }: Midway,
): Promise<Received[]> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/tracking`)
  const sent = new Map<string, Batch>()
  const erased = new Set<string>()
  try {
    await once(socket, 'open')
    const half = Math.ceil(sendings.length / 2)
    await sendAll(sendings.slice(0, half))
    if (packs) await server.packed(site)
    if (erases !== null) {
      await server.erase(site, erases)
      for (const { batch } of sendings.slice(0, half)) if (batch.visitor === erases) erased.add(batch.id)
    }
    await sendAll(sendings.slice(half))
    for (const { of, body } of repeats) {
      const { batch, ...how } = sendings[body]!
      const { id } = sendings[of]!.batch
      await send({ ...how, batch: { ...batch, id } }, sent.get(id))
    }
  } finally {
    socket.close()
  }
  const receivedAt = await storedTimes(server, site)
  return [...sent.values()]
    .filter(({ id }) => !erased.has(id))
    .map((batch) => ({ batch, receivedAt: receivedAt.get(batch.id)! }))

  async function sendAll(some: readonly Sending[]) {
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (const sending of some.filter((_, n) => n % LANES === lane)) await send(sending)
      }),
    )
  }

  async function send({ batch, clock, over }: Sending, first?: Batch) {
    const whole: Batch = { ...batch, site, ...(clock !== null && { sentAt: Date.now() + clock }) }
    if (!first) sent.set(whole.id, whole)
    const accepted = (first ?? whole).views.reduce((sum, { events }) => sum + events.length, 0)
    if (over === 'http') {
      const answer = await server.send(whole)
      if (answer.status !== 202 || answer.body.accepted !== accepted)
        throw new Error(
          `${accepted} events sent, answered ${answer.status} ${JSON.stringify(answer.body)}: ${JSON.stringify(whole)}`,
        )
    } else await sendOver(socket, whole)
  }
}

async function sendOver(socket: WebSocket, batch: Batch) {
  const acknowledged = new Promise<void>((resolve, reject) => {
    const listen = (data: unknown) => {
      const answer = JSON.parse(String(data)) as SocketAnswer
      const id = 'ack' in answer ? answer.ack : answer.id
      if (id !== batch.id) return
      socket.off('message', listen)
      if ('ack' in answer) resolve()
      else reject(new Error(`${JSON.stringify(answer.error)}: ${JSON.stringify(batch)}`))
    }
    socket.on('message', listen)
  })
  socket.send(JSON.stringify(batch))
  await acknowledged
}

/** When each batch of the site arrived by the server's clock, which no answer tells. */
function storedTimes(server: TestServer, site: string): Promise<Map<string, number>> {
  return server.store(async (db) => {
    const stored = await db.collection('batches').find({ site }).toArray()
    return new Map(
      stored
        .filter(({ body }) => body)
        .map(({ body, receivedAt }) => [
          JSON.parse(Buffer.from(body.buffer).toString()).id as string,
          (receivedAt as Date).getTime(),
        ]),
    )
  })
}
