import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestServer } from './server.js'
import { traffic } from './traffic.js'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

describe('mouse-tracking import', () => {
  let server: TestServer
  let folder: string
  let file: string
  const batches = traffic('demo', 200)

  beforeAll(async () => {
    server = await TestServer.start()
    folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-import-'))
    file = join(folder, 'batches.jsonl')
    await writeFile(file, batches.map((batch) => `${JSON.stringify({ ...batch, sentAt: 1 })}\n`).join(''))
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  })

  function run(...args: string[]) {
    const child = spawn(process.execPath, [CLI, 'import', ...args, '--url', server.url])
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        output += data
      })
    const done = once(child, 'close').then(([code]) => ({ code, output }))
    return { child, done }
  }

  it('goes on where it was stopped, and everything counts once, at its own time', async () => {
    await server.admin('POST', '/api/sites', { id: 'imported' })
    const first = run(file, '--site', 'imported', '--rate', '40')
    // The first checkpoint is a second in.
    await once(first.child.stderr, 'data')
    first.child.kill('SIGINT')
    expect(await first.done).toMatchObject({ code: 2, output: expect.stringContaining('stopped') })
    expect(existsSync(`${file}.progress`)).toBe(true)

    const second = await run(file, '--site', 'imported').done
    expect(second).toMatchObject({ code: 0, output: expect.stringMatching(/resumed after line [1-9]/) })
    expect(existsSync(`${file}.progress`)).toBe(false)

    const { total } = await server.report('summary', 'imported')
    const views = batches.flatMap((batch) => batch.views)
    expect(total).toMatchObject({ sessions: 200, views: views.length })
    expect(total.clicks).toBe(
      views.flatMap(({ events }) => events).filter(({ type }) => type === 'click').length,
    )
  })

  it('names the lines that are refused, and sends the rest', async () => {
    const mixed = join(folder, 'mixed.jsonl')
    const [good] = traffic('demo', 1, 9)
    await writeFile(mixed, `{"v":\n${JSON.stringify({ ...good, v: 2 })}\n\n${JSON.stringify(good)}\n`)
    const { code, output } = await run(mixed).done
    expect(code).toBe(1)
    expect(output).toMatch(/line 1 was refused: not JSON/)
    expect(output).toMatch(/line 2 was refused: .*v must be 1/)
    expect((await server.report('summary')).total.sessions).toBe(1)
  })

  it('says how it is called', async () => {
    expect(await run().done).toMatchObject({
      code: 2,
      output: expect.stringContaining('mouse-tracking import <file'),
    })
  })
})
