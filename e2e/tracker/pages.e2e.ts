import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, type HeldView } from './heldViews.js'
import { openRealTabs } from './realTabs.js'
import { Stage } from './Stage.js'
import { until } from './until.js'
import { Visit } from './Visit.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
  await stage.createSite('other')
})
afterAll(() => stage?.close())

const BODY = `<main style="height:3000px"><button id="a">A</button></main>
<script>onpageshow = (event) => { window.restored = event.persisted }</script>`

/** Paths, and the clicks in each. */
const walk = (views: HeldView[]) =>
  views.map(({ url, events }) => {
    const { pathname, search } = new URL(url)
    return `${pathname + search} ${events.filter(({ type }) => type === 'click').length}`
  })

const go = (page: Page, how: 'pushState' | 'replaceState', url: string) =>
  page.evaluate(([how, url]) => history[how as 'pushState'](null, '', url), [how, url])

describe.concurrent('page views', () => {
  it('are those of the routes of a single-page app', async () => {
    const visit = await stage.visit(stage.put('/spa', { body: BODY }))
    const { page } = visit
    await page.click('#a')
    await go(page, 'pushState', '/spa/products?secret=1')
    await page.click('#a')
    await page.click('#a')
    // Another state of the same page.
    await go(page, 'replaceState', '/spa/products?secret=2')
    await go(page, 'pushState', '/spa/products#reviews')
    await go(page, 'replaceState', '/spa/basket?utm_source=mail')
    await page.goBack()
    await page.click('#a')
    await page.goBack()
    await page.goForward()
    await page.waitForURL('**/products?secret=2')
    await visit.flush()
    const views = await visit.holds((held) => expect(held.length).toBeGreaterThan(4))
    expect(walk(views)).toEqual([
      '/spa 1',
      '/spa/products 2',
      '/spa/basket?utm_source=mail 0',
      '/spa/products 1',
      '/spa 0',
      '/spa/products 0',
    ])
    expect(views[1]!.referrer).toBe(views[0]!.url)
    expect(new Set(views.map(({ session }) => session)).size).toBe(1)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('are those of routes in the fragment, where the site says so', async () => {
    for (const hashRouting of [true, false]) {
      const visit = await stage.visit(
        stage.put(`/hash-${hashRouting}`, { body: BODY, options: { hashRouting } }),
      )
      const { page } = visit
      for (const hash of ['#/pricing', '#!/pricing/pro', '#/']) {
        await page.evaluate((to) => {
          location.hash = to
        }, hash)
        await page.click('#a')
      }
      await visit.flush()
      const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(3))
      expect(walk(views)).toEqual(
        hashRouting ? ['/ 0', '/pricing 1', '/pricing/pro 1', '/ 1'] : ['/hash-false 3'],
      )
      expect(visit.complaints).toEqual([])
      await visit.close()
    }
  })

  it('begin anew on pages that the browser had kept and shows again', async () => {
    const first = stage.put('/first', { body: BODY })
    const visit = await stage.visit(first)
    const { page } = visit
    await page.click('#a')
    await visit.flush()
    await visit.open(stage.put('/second', { body: BODY }))
    await page.click('#a')
    for (const [move, path] of [
      ['back', '/first'],
      ['forward', '/second'],
      ['back', '/first'],
    ] as const) {
      // A browser keeps no page that has a lock, as the tracker has while it sends.
      await visit.flush()
      await page.evaluate((to) => void setTimeout(() => history[to]()), move)
      // Playwright's own ways to wait expect a page to load.
      await until(
        () =>
          page
            .evaluate(() => [location.pathname, (window as { restored?: boolean }).restored])
            .catch(() => []),
        (state) => expect(state).toEqual([path, true]),
      )
      await page.click('#a')
    }
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(5))
    expect(walk(views)).toEqual(['/first 1', '/second 1', '/first 1', '/second 1', '/first 1'])
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('in two tabs are of one visitor and one session', async () => {
    const url = stage.put('/tabs', { body: BODY })
    const visit = await stage.visit(url)
    const other = await visit.context.newPage()
    await visit.open(stage.put('/other-tab', { body: BODY }), other)
    for (let i = 0; i < 5; i++) {
      await visit.page.click('#a')
      await other.click('#a')
    }
    await Promise.all([visit.flush(), visit.flush(other)])
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(10))
    expect(walk(views)).toEqual(['/tabs 5', '/other-tab 5'])
    expect(new Set(views.map(({ session }) => session)).size).toBe(1)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('of two trackers on one page are told to both sites, and the end of one is not that of the other', async () => {
    const head = `<script src="${stage.server.url}/tracker.js" data-site="other" data-api-url="${stage.apiUrl}"></script>
<script>window.others = mouseTracker; delete window.mouseTracker</script>`
    const visit = await stage.visit(stage.put('/both', { head, body: BODY }))
    const { page } = visit
    await page.click('#a')
    await go(page, 'pushState', '/both/next')
    await page.click('#a')
    await page.evaluate(() => (window as unknown as { others: { stop(): void } }).others.stop())
    await go(page, 'pushState', '/both/last')
    await page.click('#a')
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(3))
    expect(walk(views)).toEqual(['/both 1', '/both/next 1', '/both/last 1'])
    const stranger = await page.evaluate(() => localStorage['mt other id'].split(' ')[0] as string)
    expect(stranger).not.toBe(visit.visitor)
    const others = new Visit(visit.context, page, 'other', (id) => stage.held(id, 'other'))
    others.visitor = stranger
    expect(walk(await others.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(2)))).toEqual([
      '/both 1',
      '/both/next 1',
    ])
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})

/** ms at each place, by what the tracker told. */
const restsOf = (views: HeldView[]) => {
  const rests = new Map<number, number>()
  for (const { top, ms } of eventsOf(views, 'scroll')) rests.set(top, (rests.get(top) ?? 0) + ms)
  return rests
}
const total = (rests: Map<number, number>) => [...rests.values()].reduce((sum, ms) => sum + ms, 0)
const near = (value: number | undefined, truth: number) => {
  expect(value).toBeGreaterThan(truth * 0.95 - 10)
  expect(value).toBeLessThan(truth * 1.05 + 10)
}

describe.concurrent('rests', () => {
  const INNER = `<div id="box" data-mt-scroll style="height:600px;overflow:auto"><p style="height:2600px">Long</p></div>`
  it.for([
    ['the page', '/rests', BODY, 3_000],
    ['a marked element', '/inner', INNER, 2_600 + 32],
  ] as const)('of %s add up to the time that was spent at each place', async ([, path, body, height]) => {
    const visit = await stage.visit(stage.put(path, { body }))
    const { page } = visit
    const began = await page.evaluate(() => performance.now())
    await page.mouse.move(300, 300)
    for (const top of [400, 1_000]) {
      // The time is what is measured.
      await page.waitForTimeout(600)
      await page.mouse.wheel(0, top - (top === 400 ? 0 : 400))
      await page.waitForFunction((to) => window.input.scrolls.at(-1)?.[1] === to, top)
    }
    await page.waitForTimeout(500)
    await visit.flush()
    const ended = await page.evaluate(() => performance.now())
    const { scrolls } = await page.evaluate(() => window.input)
    const views = await visit.holds((held) => expect(held).toHaveLength(1))
    const rests = restsOf(views)
    const at = (top: number) => scrolls.find(([, y]) => y === top)![0]
    const left = (top: number) => scrolls.find(([t]) => t > at(top))![0]
    near(rests.get(400), left(400) - at(400))
    expect(rests.get(0)).toBeGreaterThanOrEqual(scrolls[0]![0] - began - 10)
    expect(rests.get(1_000)).toBeLessThanOrEqual(ended - at(1_000) + 10)
    // No gap and no overlap.
    const told = eventsOf(views, 'scroll')
    for (const [i, { t }] of told.entries()) if (i) expect(t).toBe(told[i - 1]!.t + told[i - 1]!.ms)
    expect(told[0]!.t).toBeLessThan(1_000)
    expect(views[0]!.page[1]).toBeGreaterThanOrEqual(height)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('leave out the time in which the tab was hidden', async () => {
    const tabs = await openRealTabs()
    try {
      const page = await tabs.context.newPage()
      await tabs.context.addInitScript((await import('./recordInput.js')).recordInput)
      const visit = new Visit(tabs.context, page, 'demo', (id) => stage.held(id))
      await visit.open(stage.put('/hidden', { body: BODY }))
      const began = await page.evaluate(() => performance.now())
      for (let i = 0; i < 2; i++) {
        const other = await tabs.context.newPage()
        await other.goto('about:blank')
        await page.waitForFunction(() => document.hidden, undefined, { polling: 50 })
        await other.waitForTimeout(700)
        await page.bringToFront()
        await page.waitForFunction(() => !document.hidden)
        await page.waitForTimeout(400)
      }
      await visit.flush()
      const ended = await page.evaluate(() => performance.now())
      const { visibility } = await page.evaluate(() => window.input)
      expect(visibility.map(([, state]) => state)).toEqual(['hidden', 'visible', 'hidden', 'visible'])
      const [hid, showed, hidAgain, showedAgain] = visibility.map(([t]) => t) as [
        number,
        number,
        number,
        number,
      ]
      const views = await visit.holds((held) => expect(held).toHaveLength(1))
      const visible = total(restsOf(views))
      const truth = hid - began + hidAgain - showed + ended - showedAgain
      // The page was there a little longer than the test has looked.
      expect(visible).toBeGreaterThan(truth * 0.95 - 50)
      expect(visible).toBeLessThan(truth + began)
      for (const { t, ms } of eventsOf(views, 'scroll')) {
        const origin = views[0]!.startedAt - (await page.evaluate(() => performance.timeOrigin))
        const [from, to] = [t + origin, t + ms + origin]
        for (const [a, b] of [
          [hid, showed],
          [hidAgain, showedAgain],
        ] as const)
          expect(Math.min(to, b) - Math.max(from, a)).toBeLessThan(100)
      }
      expect(visit.complaints).toEqual([])
    } finally {
      await tabs.close()
    }
  })
})
