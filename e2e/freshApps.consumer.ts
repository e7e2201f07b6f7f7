import { type ChildProcess, spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.js'
import { installApp, type PackedApp } from './packedApp.js'
import { StartedServer } from './startServer.js'
import { sendVisits } from './visits.js'

const ADMIN_KEY = 'an-admin-key-for-tests'
const INSTALLING = 300_000
const COMPILING = 90_000

const APPS = ['vite-react19', 'vite-react18', 'next'] as const
const BESIDE = [
  { from: 'e2e/consumers/panel', to: 'panel' },
  { from: 'stories/reports', to: 'panel/reports' },
]

let server: StartedServer
let browser: Browser
let token: string
const apps = new Map<string, PackedApp>()

beforeAll(async () => {
  ;[server, browser] = await Promise.all([
    StartedServer.start({ env: { ADMIN_KEY } }),
    launchChromium(),
    ...APPS.map(async (name) => {
      apps.set(name, await installApp(`e2e/consumers/${name}`, { beside: BESIDE }))
    }),
  ])
  await sendVisits(server.url, ADMIN_KEY)
  const answered = await fetch(`${server.url}/api/sites/demo/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: '{"expiresIn":900}',
  })
  token = ((await answered.json()) as { token: string }).token
}, INSTALLING)
afterAll(() =>
  Promise.all([browser?.close(), server?.stop(), ...[...apps.values()].map((app) => app.remove())]),
)

describe.each(APPS)('the packed library in a fresh app: %s', (name) => {
  it('shows the three components from data and from a server as it is built', () => look('preview'))

  // React warns only here, and renders twice.
  it('does so in development, and the console stays silent', () => look('dev'))

  if (name === 'next')
    it('is rendered on the server already', async () => {
      const running = await Running.start(apps.get(name)!.folder, 'preview')
      try {
        const html = await (await fetch(running.url)).text()
        for (const text of ['830 views', '4,021 sessions', '36 converted']) expect(html).toContain(text)
      } finally {
        await running.stop()
      }
    })

  async function look(script: string) {
    const running = await Running.start(apps.get(name)!.folder, script)
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } })
    // Next.js compiles a page when it is first asked for.
    page.setDefaultTimeout(COMPILING)
    const said: string[] = []
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) said.push(message.text())
    })
    page.on('pageerror', (error) => said.push(error.message))
    try {
      await page.goto(`${running.url}?${new URLSearchParams({ server: server.url, token })}`)
      for (const text of ['830 views', '4,021 sessions', '10 views', '10 sessions', '2 converted'])
        await page.getByText(text, { exact: true }).waitFor()
      await page.getByText('36 converted', { exact: true }).first().waitFor()
      await page.locator('.mtr-heatmap canvas').first().waitFor()
      expect(await page.locator('.mtr-diagram svg').count()).toBe(2)
      expect(await page.locator('.mtr-funnel svg path').count()).toBeGreaterThan(6)
      await expect.poll(() => page.getByText('Live', { exact: true }).count()).toBe(3)
      expect(said).toEqual([])
    } finally {
      await page.close()
      await running.stop()
    }
  }
})

/** An npm script that serves an app and says where. */
class Running {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(cwd: string, script: string): Promise<Running> {
    // A group of its own: npm starts a shell, and that the server.
    const env = { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1' }
    const child = spawn('npm', ['run', script], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const url = await new Promise<string>((resolve, reject) => {
      const take = (data: Buffer) => {
        output += stripVTControlCharacters(data.toString())
        const found = /http:\/\/[\w.]+:\d+/.exec(output)
        if (found) resolve(found[0])
      }
      child.stdout!.on('data', take)
      child.stderr!.on('data', take)
      child.on('exit', (code) => reject(new Error(`npm run ${script} ended with ${code}:\n${output}`)))
    })
    return new Running(child, url)
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.on('exit', resolve))
    process.kill(-this.child.pid!, 'SIGTERM')
    await ended
  }
}
