import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.js'
import { installApp, type PackedApp } from './packedApp.js'
import { StartedServer } from './startServer.js'
import { sendVisits } from './visits.js'

const ADMIN_KEY = 'an-admin-key-for-tests'
const INSTALLING = 240_000

describe('the example admin app', () => {
  let server: StartedServer
  let app: PackedApp
  let backEnd: ChildProcess
  let browser: Browser
  let page: Page
  let url: string
  const said: string[] = []
  const asked: { url: string; authorization: string | undefined }[] = []

  beforeAll(async () => {
    ;[server, app, browser] = await Promise.all([
      StartedServer.start({ env: { ADMIN_KEY } }),
      installApp('examples/admin'),
      launchChromium(),
    ])
    await sendVisits(server.url, ADMIN_KEY)
    backEnd = spawn('node', ['server.mjs'], {
      cwd: app.folder,
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', ANALYTICS_URL: server.url, ADMIN_KEY },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface(backEnd.stdout!), 'line')
    url = /http:\S+/.exec(line)![0].replace('localhost', '127.0.0.1')

    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.on('console', (message) => {
      // Chromium says so of every answer that is no success; the front end shows it.
      if (['warning', 'error'].includes(message.type())) said.push(message.text())
    })
    page.on('pageerror', (error) => said.push(error.message))
    page.on('request', (request) => {
      if (request.url().startsWith(server.url))
        asked.push({ url: request.url(), authorization: request.headers().authorization })
    })
    await page.goto(url)
  }, INSTALLING)

  afterAll(async () => {
    backEnd?.kill()
    await Promise.all([browser?.close(), server?.stop(), app?.remove()])
  })

  it('hands no token to anybody who has not logged in', async () => {
    expect((await fetch(`${url}/analytics/token`)).status).toBe(401)
  })

  it('shows the app’s own pages once one has logged in', async () => {
    await page.getByLabel('Username').fill('admin')
    await page.locator('input[name=password]').fill('admin')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('cell', { name: 'Amphora' }).waitFor()
  })

  it('shows the heatmap of the page that is viewed most, and of another', async () => {
    await page.getByRole('menuitem', { name: 'Heatmap' }).click()
    await page.getByRole('region', { name: /Clicks.*\/shop$/ }).waitFor()
    await page.getByText('10 views', { exact: true }).waitFor()
    await page.getByLabel('Page', { exact: true }).click()
    await page.getByRole('option', { name: '/shop/product/pot' }).click()
    await page.getByText('6 views', { exact: true }).waitFor()
  })

  it('shows paths, and those from a page that is clicked', async () => {
    await page.getByRole('menuitem', { name: 'Paths' }).click()
    await page.getByText('10 sessions', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^\/shop\/product\/pot.*Step 2/ }).click()
    await page.getByText('Starting at /shop/product/pot').waitFor()
    await page.getByText('6 sessions', { exact: true }).waitFor()
  })

  it('shows the funnel, by device, and of one device that every page then keeps', async () => {
    await page.getByRole('menuitem', { name: 'Funnel' }).click()
    await page.getByText('2 converted', { exact: true }).waitFor()
    await page.getByLabel('Compare', { exact: true }).click()
    await page.getByRole('option', { name: 'By device' }).click()
    await page.getByRole('region', { name: 'mobile' }).waitFor()
    await page.getByLabel('Device', { exact: true }).selectOption('mobile')
    await page.getByText('0 converted', { exact: true }).waitFor()
    await page.getByRole('menuitem', { name: 'Paths' }).click()
    await page.getByText('4 sessions', { exact: true }).waitFor()
  })

  it('takes on the dark mode of the app', async () => {
    await page.getByRole('button', { name: 'Toggle light/dark mode' }).click()
    const scheme = () =>
      page.locator('.mtr-paths').evaluate((element) => getComputedStyle(element).colorScheme)
    await expect.poll(scheme).toBe('dark')
  })

  it('asked with embed tokens alone, and the console stayed silent', () => {
    expect(asked.length).toBeGreaterThan(5)
    for (const { authorization } of asked.filter(({ url }) => url.includes('/api/sites/'))) {
      expect(authorization).toMatch(/^Bearer ey/)
      expect(authorization).not.toContain(ADMIN_KEY)
    }
    expect(said).toEqual([])
  })
})
