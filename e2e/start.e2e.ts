import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StartedServer } from './startServer.js'

const ADMIN_KEY = 'an-admin-key-for-tests'

describe('npm start', () => {
  it('says in a few lines what is where, and ends with 0 on Ctrl-C', async () => {
    const server = await StartedServer.start()
    try {
      expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
      expect(await server.interrupt()).toBe(0)
      const said = server.output.slice(server.output.indexOf('Mouse Tracking is running')).trim().split('\n')
      expect(said.length, server.output).toBeLessThan(15)
      expect(said.join('\n')).toMatch(/Start page +http/)
      expect(said.join('\n')).not.toMatch(/error|\n +at /i)
    } finally {
      await server.stop()
    }
  })

  it('keeps what it holds over a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'mouse-tracking-e2e-'))
    try {
      const first = await StartedServer.start({ dataDir, env: { ADMIN_KEY } })
      const sent = await fetch(`${first.url}/api/tracking/events`, {
        method: 'POST',
        body: JSON.stringify(batch()),
      })
      expect(sent.status).toBe(202)
      expect(await first.interrupt()).toBe(0)

      const second = await StartedServer.start({ dataDir, env: { ADMIN_KEY } })
      try {
        const report = () =>
          fetch(`${second.url}/api/sites/demo/heatmap?page=/kept&layer=click`, {
            headers: { authorization: `Bearer ${ADMIN_KEY}` },
          }).then((response) => response.json())
        await expect.poll(report).toMatchObject({ pending: 0, views: 1, points: [[100, 30, 1]] })
      } finally {
        await second.stop()
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  })

  it('says in one line that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const server = await StartedServer.launch({ env: { PORT: String(port) } })
    try {
      expect(await server.exitCode()).toBe(1)
      const said = server.output.split('\n').filter((line) => line.includes('mouse-tracking:'))
      expect(said).toHaveLength(1)
      expect(said[0]).toContain(`port ${port} is taken`)
      expect(server.output).not.toMatch(/\n +at /)
    } finally {
      await server.stop()
      other.close()
    }
  })

  it('gives demo tokens to its own start page alone', async () => {
    const server = await StartedServer.start()
    try {
      const ask = (headers: Record<string, string>) => fetch(`${server.url}/api/demo/token`, { headers })
      expect((await ask({ origin: 'https://elsewhere.example' })).status).toBe(403)
      const answer = await ask({ origin: server.url })
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const { token } = await answer.json()
      const reports = (path: string) =>
        fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } }).then(
          ({ status }) => status,
        )
      expect(await reports('/api/sites/demo/paths')).toBe(200)
      expect(await reports('/api/sites')).toBe(403)
    } finally {
      await server.stop()
    }
  })
})

function batch() {
  return {
    v: 1,
    id: 'kept-batch',
    site: 'demo',
    visitor: 'somebody',
    session: 'one',
    views: [
      {
        id: 'view',
        url: 'https://shop.example/kept',
        startedAt: Date.now() - 5_000,
        viewport: [1000, 800],
        page: [1000, 1600],
        events: [{ type: 'click', t: 1_000, x: 500, y: 300, selector: '#buy' }],
      },
    ],
  }
}
