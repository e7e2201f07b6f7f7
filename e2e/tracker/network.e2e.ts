import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, type HeldView } from './heldViews.js'
import { Stage } from './Stage.js'
import { until } from './until.js'
import type { Visit } from './Visit.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

const BODY = '<button onclick="this.textContent += \'.\'">A</button>'

const count = (views: HeldView[]) => eventsOf(views, 'click').length
const clicks = async (page: Page, times: number) => {
  for (let i = 0; i < times; i++) await page.click('button')
}
const isQueued = (visit: Visit, clicks = 1) =>
  until(
    () => visit.queued(),
    (batches) => expect(batches.join().split('"click"').length).toBeGreaterThan(clicks),
  )
const crash = async (visit: Visit) => {
  const cdp = await visit.context.newCDPSession(visit.page)
  const crashed = visit.page.waitForEvent('crash')
  // It has no answer.
  void cdp.send('Page.crash').catch(() => {})
  await crashed
  await visit.page.close()
}

describe.concurrent('what was recorded arrives once', () => {
  it.for(['auto', 'http'])('after a time without a network (%s)', async (transport) => {
    const visit = await stage.visit(
      stage.put(`/offline-${transport}`, { body: BODY, options: { transport } }),
    )
    await clicks(visit.page, 2)
    await visit.flush()
    await visit.context.setOffline(true)
    await clicks(visit.page, 3)
    await visit.page.evaluate(() => history.pushState(null, '', '/offline/next'))
    await clicks(visit.page, 1)
    await isQueued(visit)
    await visit.context.setOffline(false)
    await clicks(visit.page, 1)
    await visit.flush()
    const views = await visit.holds((held) => expect(count(held)).toBe(7))
    expect(views.map((view) => count([view]))).toEqual([5, 2])
    await visit.close()
  })

  it('by the next tab, from one that was closed without a network', async () => {
    const url = stage.put('/closed', { body: BODY })
    const visit = await stage.visit(url)
    await visit.flush()
    await visit.context.setOffline(true)
    await clicks(visit.page, 3)
    const closed = visit.page.waitForEvent('close')
    await visit.page.close({ runBeforeUnload: true })
    await closed
    await visit.context.setOffline(false)
    const next = await visit.context.newPage()
    await visit.open(url, next)
    await clicks(next, 1)
    await visit.flush(next)
    const views = await visit.holds((held) => expect(count(held)).toBe(4))
    expect(views.map((view) => count([view]))).toEqual([3, 1])
    await visit.close()
  })

  it('by the next tab, from one that was killed', async () => {
    const url = stage.put('/killed', { body: BODY })
    const visit = await stage.visit(url)
    await visit.flush()
    await visit.context.setOffline(true)
    await clicks(visit.page, 3)
    await isQueued(visit, 3)
    await crash(visit)
    await visit.context.setOffline(false)
    const next = await visit.context.newPage()
    await visit.open(url, next)
    await visit.flush(next)
    const views = await visit.holds((held) => expect(count(held)).toBe(3))
    expect(views.map((view) => count([view]))).toEqual([3, 0])
    await visit.close()
  })

  it('by the next tab, from one that was killed before it had the answer', async () => {
    const url = stage.put('/unanswered', { body: BODY })
    const visit = await stage.visit('about:blank')
    await visit.page.routeWebSocket(/tracking/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => {
        visit.visitor = JSON.parse(`${message}`).visitor
        server.send(message)
      })
      // The answer is lost.
      server.onMessage(() => {})
    })
    await visit.page.goto(url)
    await clicks(visit.page, 3)
    await visit.holds((held) => expect(held).toHaveLength(1))
    await isQueued(visit)
    await crash(visit)
    const next = await visit.context.newPage()
    await visit.open(url, next)
    await visit.flush(next)
    const views = await visit.holds((held) => expect(held).toHaveLength(2))
    expect(count(views)).toBeLessThanOrEqual(3)
    await visit.close()
  })

  it('when the page leaves with the click', async () => {
    const target = stage.put('/left', { body: BODY })
    const visit = await stage.visit(stage.put('/leaving', { body: `<a href="${target}">Go</a>` }))
    await visit.page.click('a')
    await visit.page.waitForURL('**/left')
    const views = await visit.holds((held) => expect(held).toHaveLength(2))
    expect(views.map((view) => eventsOf([view], 'click').map(({ text }) => text))).toEqual([['Go'], []])
    await visit.close()
  })

  it('and not before the server has said that it may', async () => {
    const visit = await stage.visit('about:blank')
    const asked: number[] = []
    await visit.page.route('**/api/tracking/events', (route) => {
      asked.push(Date.now())
      if (asked.length > 1) return route.continue()
      return route.fulfill({
        status: 503,
        headers: {
          'retry-after': '3',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'Retry-After',
        },
      })
    })
    await visit.page.goto(stage.put('/busy', { body: BODY, options: { transport: 'http' } }))
    await clicks(visit.page, 2)
    await visit.holds((held) => expect(count(held)).toBe(2))
    expect(asked[1]! - asked[0]!).toBeGreaterThanOrEqual(3_000 - 100)
    await visit.close()
  })
})

describe('what was recorded while the server was dead', () => {
  it('arrives once, when it is back', async () => {
    const visits = await Promise.all(
      ['auto', 'websocket', 'http'].map((transport) =>
        stage.visit(stage.put(`/dead-${transport}`, { body: BODY, options: { transport } })),
      ),
    )
    await Promise.all(visits.map(({ page }) => clicks(page, 2)))
    await stage.killServer(async () => {
      await Promise.all(visits.map(({ page }) => clicks(page, 3)))
      await Promise.all(visits.map((visit) => isQueued(visit)))
    })
    await Promise.all(visits.map(({ page }) => clicks(page, 1)))
    for (const visit of visits) {
      const views = await visit.holds((held) => expect(count(held)).toBe(6))
      expect(views).toHaveLength(1)
      await visit.flush()
      await visit.holds((held) => expect(count(held)).toBe(6))
      await visit.close()
    }
  })
})
