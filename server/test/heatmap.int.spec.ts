import type { Batch } from '@mouse-tracking/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { randomFrom, shuffled } from './random.js'
import { batchesOf, bruteForce, hasRecordings, recordings } from './recordings.js'
import { TestServer } from './server.js'

const RANGE = 'from=2022-12-01&to=2023-03-01'

describe.skipIf(!hasRecordings)('heatmaps of real recordings', () => {
  let server: TestServer
  const all = hasRecordings ? recordings() : []
  const batches = all.flatMap(batchesOf)

  beforeEach(async () => {
    server = await TestServer.start()
  })
  afterEach(() => server.stop())

  async function expectTrue() {
    for (const recording of all) {
      const expected = bruteForce(recording)
      const page = encodeURIComponent(`/serp/${recording.name}`)
      const move = await server.report(`heatmap?page=${page}&layer=move&${RANGE}`)
      expect(move.points).toEqual(expected.move)
      expect(move).toMatchObject({ views: 1, rows: expected.rows, columns: 200, rowHeight: 10 })
      const click = await server.report(`heatmap?page=${page}&layer=click&${RANGE}`)
      expect(click.points).toEqual(expected.click)
      const scroll = await server.report(`heatmap?page=${page}&layer=scroll&${RANGE}`)
      expect(scroll.bands).toEqual(expected.bands)
      expect(scroll.averageFold).toBe(recording.window[1])
    }
  }

  it('are the brute-force count, sent over HTTP', async () => {
    for (const batch of batches) expect((await server.send(batch)).status).toBe(202)
    await expectTrue()
  })

  it('are the same over WebSocket', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/tracking`)
    const acked = new Set<string>()
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => {
        for (const batch of batches) socket.send(JSON.stringify(batch))
      })
      socket.on('message', (data) => {
        const answer = JSON.parse(data.toString())
        if (answer.error) return reject(new Error(JSON.stringify(answer)))
        acked.add(answer.ack)
        if (acked.size === batches.length) resolve()
      })
      socket.on('error', reject)
    })
    socket.close()
    expect(acked).toEqual(new Set(batches.map(({ id }) => id)))
    await expectTrue()
  })

  it('are the same when every batch is sent twice, shuffled, in parallel', async () => {
    const twice = shuffled([...batches, ...batches], randomFrom(7))
    const lanes = Array.from({ length: 8 }, (_, lane) => twice.filter((_, i) => i % 8 === lane))
    await Promise.all(
      lanes.map(async (lane) => {
        for (const batch of lane) {
          const { status, body } = await server.send(batch)
          expect(status).toBe(202)
          expect(body.accepted).toBe(batch.views[0]!.events.length)
        }
      }),
    )
    await expectTrue()
  })

  it('are the same after twenty kills at random moments, with clients that try again', async () => {
    const random = randomFrom(11)
    let killing = true
    const killer = (async () => {
      for (let kill = 0; kill < 20; kill++) {
        await new Promise((resolve) => setTimeout(resolve, random() * 400))
        await server.kill()
        await server.run()
      }
      killing = false
    })()
    const sendAll = async () => {
      for (const batch of shuffled(batches, randomFrom(3))) await persist(batch)
    }
    const persist = async (batch: Batch) => {
      for (;;) {
        try {
          const { status } = await server.send(batch)
          if (status === 202) return
        } catch {
          // The server is down; the client keeps the batch.
        }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    while (killing) await sendAll()
    await killer
    await expectTrue()
  })
})
