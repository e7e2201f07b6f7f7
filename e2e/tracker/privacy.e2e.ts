import type { Batch } from '@mouse-tracking/contract'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../chromium.js'
import { StartedServer } from '../startServer.js'
import { findPlanted } from './findPlanted.js'
import {
  CHOSEN,
  HELD,
  IN_URLS,
  PASTED,
  PASTED_LINK,
  SECRET_NAMES,
  SENT,
  serveFormsPage,
  TYPED,
} from './formsPage.js'
import { type RecordingProxy, startRecordingProxy, textOf } from './recordingProxy.js'

const ADMIN_KEY = 'an-admin-key-for-tests'
/** What stays in the page. */
const PLANTED = [
  ...[...TYPED, ...PASTED].map(({ value }) => value),
  ...Object.values(PASTED_LINK),
  ...Object.values({ ...CHOSEN, file: '' }).filter(Boolean),
  ...Object.values(CHOSEN.file),
  ...Object.values(HELD),
  ...Object.values(IN_URLS),
]

describe('what somebody types, chooses or has in an address', () => {
  let server: StartedServer
  let proxy: RecordingProxy
  let site: Awaited<ReturnType<typeof serveFormsPage>>
  let browser: Browser

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([
      StartedServer.start({ env: { ADMIN_KEY, INGEST_RATE_LIMIT: '0' } }),
      launchChromium(),
    ])
    const created = await fetch(`${server.url}/api/sites`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'private', name: 'Private' }),
    })
    expect(created.status).toBe(201)
    proxy = await startRecordingProxy(server.url)
    site = await serveFormsPage(proxy.url)
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([site?.close(), proxy?.close()])
    await server?.stop()
  })

  it.each(['websocket', 'http'])(
    'is in no byte that is sent by %s or kept in the browser',
    async (transport) => {
      proxy.sent.length = 0
      proxy.isDown = false
      const context = await browser.newContext({
        viewport: { width: 1280, height: 720 },
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      // The frame and the icon have none.
      const known = [new URL(site.url).host, new URL(proxy.url).host, '']
      const strangers: string[] = []
      context.on('request', (request) => {
        const { host } = new URL(request.url())
        if (!known.includes(host)) strangers.push(request.url())
      })
      const kept = await visit(context, transport).finally(() => context.close())

      expect(strangers).toEqual([])
      const recorded = [
        ...proxy.sent.flatMap((sent) => [sent.head, `${sent.body.toString('latin1')}`, textOf(sent)]),
        ...kept,
      ].join('\n')
      const everything = [recorded, decoded(recorded)].join('\n')
      for (const value of Object.values(SENT)) expect(findPlanted(value, everything), value).toContain('raw')
      for (const value of PLANTED) expect(findPlanted(value, everything), value).toEqual([])
      for (const name of [...SECRET_NAMES, 'user_pass', 'user_pin'])
        expect(findPlanted(name, everything), name).toEqual([])

      // It was a whole visit, and all of it was taken.
      const batches = proxy.sent.filter(({ body }) => body.length > 0)
      for (const { answer } of batches) expect(answer).toMatch(/^202$|"ack"/)
      expect(new Set(batches.map(({ via }) => via))).toContain(transport)
      if (transport === 'http') expect(batches.some(({ isGzipped }) => isGzipped)).toBe(true)
      const events = batches
        .map((sent) => JSON.parse(textOf(sent)) as Batch)
        .flatMap(({ views }) => views.flatMap((view) => view.events))
      const seen = new Set(events.map((event) => (event.type === 'form' ? event.action : event.type)))
      for (const type of 'move click rage dead error scroll custom focus blur change submit abandon'.split(
        ' ',
      ))
        expect(seen).toContain(type)
      expect(kept.join()).toContain('mt private queue ')
    },
  )

  it.each([TYPED[0]!.value, CHOSEN.file.name])('would be found if it were sent: %s', (value) => {
    const forms = [
      value,
      JSON.stringify({ value }),
      `?q=${encodeURIComponent(value)}`,
      `${new URLSearchParams({ value })}`,
      JSON.stringify(JSON.stringify({ value })),
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${value}~`).toString('base64url')),
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${value}~`).toString('base64')),
      Buffer.from(value).toString('hex'),
      value.toUpperCase(),
    ]
    for (const form of forms) expect(findPlanted(value, `before ${form} after`), form).not.toEqual([])
    expect(findPlanted(value, 'nothing of the kind')).toEqual([])
  })

  /** @returns what the browser had kept, while nothing could be sent and at the end. */
  async function visit(context: BrowserContext, transport: string): Promise<string[]> {
    const page = await context.newPage()
    const kept: string[] = []
    const keep = async () => {
      const text = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
      kept.push(text)
      return text
    }
    const { user, password, query, hash } = IN_URLS
    const start = `${site.url}/${transport}/start?utm_source=${SENT.campaign}&token=${query}#${hash}`
    await page.goto(start.replace('://', `://${user}:${password}@`))
    await page.waitForFunction(() => 'mouseTracker' in window)

    // Offline at first: the queue fills.
    proxy.isDown = true
    await page.mouse.move(300, 300)
    await page.mouse.move(400, 350, { steps: 40 })
    await fillIn(page)
    await page.evaluate((name) => {
      const { mouseTracker } = window as unknown as {
        mouseTracker: { track(name: string, props?: object): void }
      }
      mouseTracker.track(name)
      // Makes a batch of the round large enough to be compressed.
      for (let i = 0; i < 3; i++) mouseTracker.track('long', { filling: '-'.repeat(2_000) })
    }, SENT.custom)
    await expect.poll(keep).toContain(SENT.custom)
    proxy.isDown = false
    await page.evaluate(() => dispatchEvent(new Event('online')))

    await page.click('#submit')
    await page.click('#submit-value')
    await page.click('#button')
    for (let i = 0; i < 4; i++) await page.click('#dead')
    for (const id of ['parse', 'throw']) {
      const failed = page.waitForEvent('pageerror')
      await page.click(`#${id}`)
      await failed
    }
    // A dead click takes 2.5 s to be one.
    await expect.poll(() => sentText()).toContain('"dead"')
    await page.click('#link')
    await page.mouse.wheel(0, 300)
    await page.evaluate(
      ([base, routeQuery, routeHash, replacedQuery]) => {
        history.pushState({ secret: routeQuery }, '', `${base}/route?token=${routeQuery}#${routeHash}`)
        history.replaceState({}, '', `${base}/route?token=${replacedQuery}`)
        location.hash = `${routeHash}`
      },
      [`/${transport}`, IN_URLS.routeQuery, IN_URLS.routeHash, IN_URLS.replacedQuery] as const,
    )
    await page.fill('#broken', TYPED.at(-1)!.value)
    await page.evaluate(() =>
      (window as unknown as { mouseTracker: { flush(): Promise<void> } }).mouseTracker.flush(),
    )
    await keep()
    await page.locator('#leave').evaluate((link: HTMLAnchorElement) => {
      link.href = link.href.replace('/next', `${location.pathname}/next`)
    })
    await Promise.all([page.waitForURL(/next/), page.click('#leave')])
    await page.waitForFunction(() => 'mouseTracker' in window)
    // What the left page kept is acknowledged by way of the next one.
    await expect.poll(() => sentText()).toContain('"abandon"')
    await expect.poll(keep).not.toContain('mt private queue ')
    await page.close({ runBeforeUnload: true })
    return kept
  }

  const sentText = () => proxy.sent.map(textOf).join('\n')

  async function fillIn(page: Page) {
    for (const { selector, value } of TYPED) {
      await page.locator(selector).click()
      await page.keyboard.type(value)
    }
    for (const { selector, value } of PASTED) {
      await page.evaluate((text) => navigator.clipboard.writeText(text), value)
      await page.locator(selector).click()
      await page.keyboard.press('Control+v')
      expect(await page.inputValue(selector)).toBe(value)
    }
    const { text, id, href } = PASTED_LINK
    await page.evaluate(
      (link) =>
        navigator.clipboard.write([
          new ClipboardItem({ 'text/html': new Blob([link], { type: 'text/html' }) }),
        ]),
      `<a href="${href}" id="${id}" name="${id}" data-test="${id}">${text}</a>`,
    )
    await page.locator('#editor').click()
    await page.keyboard.press('Control+v')
    await page.locator('#editor a').click({ modifiers: ['Alt'] })
    for (const type of ['date', 'time', 'month', 'week', 'datetime-local', 'color', 'range'] as const)
      await page.fill(`#${type}`, CHOSEN[type])
    await page.selectOption('#select', CHOSEN.select)
    await page.click('#radio')
    await page.click('#checkbox')
    await page.setInputFiles('#file', {
      name: CHOSEN.file.name,
      mimeType: 'text/plain',
      buffer: Buffer.from(CHOSEN.file.content),
    })
    await page.click('#user_pin')
    await page.click('#allowed')
    await page.keyboard.type('allowed qz87')
    await page.frameLocator('#frame').locator('input').click()
    await page.keyboard.type(HELD.frame)
    await page.click('#button')
  }
})

/** With what is written as in a URL read. */
const decoded = (text: string) =>
  text.replace(/(%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  })
