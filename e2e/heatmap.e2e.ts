import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.js'
import { type HostApp, serveHostApp } from './hostApp.js'
import { COLD, colourAt, HOT, type Point } from './pixels.js'
import { StartedServer } from './startServer.js'
import { serveTrackedSite, type TrackedSite } from './trackedSite.js'

const ADMIN_KEY = 'an-admin-key-for-tests'
const PAGE = { width: 1000, height: 1600 }
/** Where the mouse rested, where it clicked, and where it never was; page px. */
const RESTED = { x: 250, y: 300 }
const CLICKED = { x: 600, y: 480 }
const NEVER = [
  { x: 850, y: 120 },
  { x: 250, y: 620 },
]

describe('a mouse track', () => {
  let server: StartedServer
  let site: TrackedSite
  let host: HostApp
  let browser: Browser
  let token: string

  beforeAll(async () => {
    ;[server, host, browser] = await Promise.all([
      StartedServer.start({ env: { ADMIN_KEY } }),
      serveHostApp(),
      launchChromium(),
    ])
    await admin('/api/sites', { id: 'shop', name: 'A shop' })
    token = (await admin('/api/sites/shop/tokens', { expiresIn: 600 })).token
    site = await serveTrackedSite(server.url, 'shop')
    await visit()
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([site?.close(), host?.close(), server?.stop()])
  })

  it.each([1000, 640])(
    'is heat on a screen %i px wide where the mouse was, and nowhere else',
    async (width) => {
      const page = await open('move', width)
      await expectHeat(page, [RESTED], NEVER)
      await page.close()
    },
  )

  it('is heat on the click layer where it clicked, and not where it only rested', async () => {
    const page = await open('click', 1000)
    await expectHeat(page, [CLICKED], [RESTED, ...NEVER])
    await page.close()
  })

  async function admin(path: string, body: object) {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(201)
    return response.json()
  }

  /** Somebody visits the tracked site with a mouse, and leaves it. */
  async function visit() {
    const page = await browser.newPage({ viewport: { width: PAGE.width, height: 800 } })
    await page.goto(`${site.url}/pricing?plan=pro`)
    await page.waitForFunction(() => 'mouseTracker' in window)
    for (let i = 0; i < 40; i++) {
      const angle = i / 3
      await page.mouse.move(RESTED.x + 12 * Math.cos(angle), RESTED.y + 12 * Math.sin(angle))
      // Rests a moment at each point, as a hand does.
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await page.mouse.click(CLICKED.x, CLICKED.y)
    await page.goto('about:blank')
    await page.close()
  }

  async function open(layer: string, width: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 1000 } })
    const query = new URLSearchParams({
      server: server.url,
      site: 'shop',
      token,
      page: '/pricing',
      layer,
      height: String(PAGE.height),
    })
    await page.goto(`${host.url}?${query}`)
    return page
  }

  async function expectHeat(page: Page, hot: Point[], cold: Point[]) {
    const stage = page.locator('.mtr-page')
    await stage.waitFor()
    const colours = async () => {
      const box = (await stage.boundingBox())!
      const scale = box.width / PAGE.width
      const onScreen = [...hot, ...cold].map(({ x, y }) => ({ x: box.x + x * scale, y: box.y + y * scale }))
      return colourAt(page, onScreen)
    }
    await expect
      .poll(async () => (await colours()).slice(0, hot.length).every((colour) => colour > HOT))
      .toBe(true)
    for (const colour of (await colours()).slice(hot.length)) expect(colour).toBeLessThan(COLD)
  }
})
