import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchOf, click } from './batches.js'
import { everyReport } from './everyReport.js'
import { TestServer } from './server.js'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const run = promisify(execFile)

describe.skipIf(process.env.MONGODB_URI)('a backup of the built-in store', () => {
  let server: TestServer
  let folder: string
  let sent = 0

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-'))
    server = await TestServer.start({ DATA_DIR: join(folder, 'data') })
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const backup = (to: string, env = {}) =>
    run(process.execPath, [CLI, 'backup', join(folder, to)], {
      env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), ...env },
    })

  /** One page view with one click. */
  async function send() {
    const n = sent++
    const { status } = await server.send(
      batchOf({ id: `b${n}`, visitor: `v${n % 50}`, session: `s${n}` }, { events: [click(n % 1_000)] }),
    )
    expect(status).toBe(202)
  }

  it('is of one moment, though the server goes on', async () => {
    for (let n = 0; n < 200; n++) await send()
    const before = sent
    let isDone = false
    const copying = backup('warm').finally(() => {
      isDone = true
    })
    while (!isDone) await send()
    expect((await copying).stdout).toMatch(/warm holds all of/)
    const token = (await server.admin('POST', '/api/sites/demo/tokens', {})).body.token

    // Beside the original, which still runs.
    const copy = await TestServer.start({ DATA_DIR: join(folder, 'warm') })
    const { total } = await copy.report('summary')
    await copy.kill()
    expect(total.views).toBeGreaterThanOrEqual(before)
    expect(total.views).toBeLessThanOrEqual(sent)
    expect(total).toMatchObject({ sessions: total.views, clicks: total.views, visitors: 50 })

    const reports = await everyReport(server, 'demo')
    await backup('whole')
    await server.kill('SIGTERM')
    await server.run({ DATA_DIR: join(folder, 'whole') })
    expect(await everyReport(server, 'demo')).toEqual(reports)
    // Signed with the site's secret, which is in the store.
    const answer = await server.request('GET', '/api/sites/demo/summary', undefined, {
      authorization: `Bearer ${token}`,
    })
    expect(answer.status).toBe(200)
  })

  it('is refused where it would overwrite something, or where there is nothing to copy', async () => {
    await expect(backup('data')).rejects.toMatchObject({ code: 2, stderr: /data is there already/ })
    await expect(backup('new', { DATA_DIR: folder })).rejects.toMatchObject({
      stderr: /there is no store in .*set DATA_DIR/,
    })
    await expect(
      backup('new', { MONGODB_URI: 'mongodb://localhost', ADMIN_KEY: 'x'.repeat(16) }),
    ).rejects.toMatchObject({ stderr: /mongodump/ })
    expect((await readdir(folder)).filter((name) => name.includes('new'))).toEqual([])
  })
})
