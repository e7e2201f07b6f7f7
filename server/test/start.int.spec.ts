import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))
let folder = ''
let file = ''
const taken = createServer()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mouse-tracking-'))
  file = join(folder, 'file')
  await writeFile(file, '')
  await once(taken.listen(0, '127.0.0.1'), 'listening')
})
afterAll(async () => {
  taken.close()
  await rm(folder, { recursive: true })
})
const port = () => String((taken.address() as { port: number }).port)

it.each<[string, () => Record<string, string>, RegExp]>([
  ['PORT is no port', () => ({ PORT: '70000' }), /^mouse-tracking: PORT must be at most 65535$/],
  [
    'the port is taken',
    () => ({ PORT: port() }),
    /^mouse-tracking: port \d+ is taken; .* set PORT to another one$/,
  ],
  [
    'DATA_DIR is a file',
    () => ({ DATA_DIR: file }),
    /^mouse-tracking: DATA_DIR \S+ cannot be used .*; set it to a folder/,
  ],
  [
    'HOST is of another machine',
    () => ({ HOST: '192.0.2.1' }),
    /^mouse-tracking: HOST 192\.0\.2\.1 is no address/,
  ],
])('does not start when %s, and says so in one line', async (_, env, line) => {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', DATA_DIR: join(folder, 'data'), ...env() },
  })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(said.trim()).toMatch(line)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(code).toBe(1)
})
