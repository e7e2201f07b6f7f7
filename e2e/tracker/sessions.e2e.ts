import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Batch } from '@mouse-tracking/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf } from './heldViews.js'
import { openAlone } from './realTabs.js'
import { startRecordingProxy, textOf } from './recordingProxy.js'
import { Stage } from './Stage.js'
import { until } from './until.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

const BODY = `<button id="a" onclick="this.textContent += '.'">A</button>`
const MINUTE = 60_000

describe.concurrent('a session', () => {
  it.for([
    [29, 1],
    [31, 2],
  ])('is over after half an hour of silence: %i minutes', async ([minutes, sessions]) => {
    const visit = await stage.visit('about:blank')
    const { clock } = visit.context
    await clock.install({ time: Date.now() - 40 * MINUTE })
    await visit.open(stage.put(`/silence-${minutes}`, { body: BODY }))
    await visit.page.click('#a')
    await visit.flush()
    await clock.fastForward(minutes! * MINUTE)
    await visit.page.click('#a')
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(2))
    expect(new Set(views.map(({ session }) => session)).size).toBe(sessions)
    expect(views.map((view) => eventsOf([view], 'click').length)).toEqual(sessions === 1 ? [2] : [1, 1])
    expect(new Set(views.map(({ visitor }) => visitor)).size).toBe(1)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})

describe.concurrent('a page', () => {
  it('tells nothing of what happens in its frames', async () => {
    stage.put('/frame', { body: BODY, options: null })
    const body = `${BODY}<iframe src="/frame" style="position:absolute;left:200px;top:200px;border:0"></iframe>`
    const visit = await stage.visit(stage.put('/framed', { body }))
    const inFrame = visit.page.frameLocator('iframe').locator('#a')
    await inFrame.click()
    expect(await inFrame.textContent()).toBe('A.')
    await visit.page.click('#a')
    const made = await visit.page.evaluate(() => window.input.clicks)
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(1))
    expect(views.map(({ url }) => new URL(url).pathname)).toEqual(['/framed'])
    expect(eventsOf(views, 'click').map(({ x, y }) => [x, y])).toEqual(made.map((at) => at.map(Math.round)))
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('that is rendered ahead is viewed when it is shown, and not before', async () => {
    const proxy = await startRecordingProxy(stage.server.url)
    const options = { 'api-url': `${proxy.url}/api/tracking/events` }
    const viewed = () =>
      proxy.sent
        .filter(({ body }) => body.length > 0)
        .flatMap((sent) => (JSON.parse(textOf(sent)) as Batch).views)
        .map(({ url, startedAt }) => ({ path: new URL(url).pathname, startedAt }))
    // What the pages say, each by a request; the first leaves when this has an answer.
    const said: string[] = []
    const told = createServer(({ url }, response) => {
      said.push(url!)
      response.writeHead(204, { 'access-control-allow-origin': '*' })
      if (url !== '/leave') response.end()
      else leave = () => response.end()
    })
    let leave = () => {}
    await new Promise<void>((resolve) => told.listen(0, '127.0.0.1', resolve))
    const to = `http://127.0.0.1:${(told.address() as AddressInfo).port}`
    const next = stage.put('/ahead/next', {
      options,
      body: `<script>
document.addEventListener('prerenderingchange', () => fetch('${to}/shown-' + Date.now()))
// After more than one of the tracker's rounds.
addEventListener('load', () => setTimeout(() => fetch('${to}/' + (document.prerendering ? 'ahead' : 'late')), 2500))
</script>`,
    })
    const rules = JSON.stringify({ prerender: [{ urls: [next], eagerness: 'immediate' }] })
    const first = stage.put('/ahead', {
      options,
      body: `<script type="speculationrules">${rules}</script>
<script>fetch('${to}/leave').then(() => { location.href = '${next}' })</script>`,
    })
    const close = await openAlone(first)
    try {
      await until(
        async () => said,
        (all) => expect(all).toEqual(expect.arrayContaining(['/leave', '/ahead'])),
      )
      expect(new Set(viewed().map(({ path }) => path))).toEqual(new Set(['/ahead']))
      leave()
      const views = await until(
        async () => viewed().filter(({ path }) => path === '/ahead/next'),
        (all) => expect(all).not.toEqual([]),
      )
      const shownAt = Number(said.find((each) => each.startsWith('/shown-'))?.slice('/shown-'.length))
      // Not when it was rendered, 2.5 s before.
      for (const { startedAt } of views) expect(Math.abs(startedAt - shownAt)).toBeLessThan(1_000)
    } finally {
      await close()
      told.closeAllConnections()
      told.close()
      await proxy.close()
    }
  })
})
