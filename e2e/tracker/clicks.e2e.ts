import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, type HeldView } from './heldViews.js'
import { Stage } from './Stage.js'
import type { Visit } from './Visit.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

const selectors = (views: HeldView[], type: 'click' | 'dead') =>
  eventsOf(views, type).map(({ selector }) => selector)

/** A dead button, and others that live in many ways, each noticed by a handler of its own. */
const BUTTONS = `
<style>button { display: block; margin: 10px; width: 120px; height: 30px } .over { color: red }</style>
<button id="dead">Dead</button> <button id="also-dead">Dead</button>
<button id="hovered" onmouseenter="this.className = 'over'" onmouseleave="this.className = ''">Dead</button>
<button id="now" onclick="result.textContent = 'now'">Now</button>
<button id="later" onclick="setTimeout(() => { result.textContent = 'later' }, 300)">Later</button>
<button id="asks" onclick="fetch(location.href)">Asks</button>
<button id="pressed" onpointerdown="result.textContent = 'pressed'">Pressed</button>
<button id="same" onclick="clock.dataset.run = 'off'">Stops</button>
<p id="result"></p> <p id="clock">0</p> <ul id="feed"></ul> <div id="spinner">*</div> <div id="board"></div>`

/** Each way in which pages change all the time. */
const TICKERS = `<script>
let ticks = 0
addEventListener('load', () => setInterval(() => {
  clock.textContent = ++ticks
  clock.firstChild.data += ' s'
  // Added first, and filled in then.
  const item = document.createElement('li')
  feed.append(item)
  item.append(document.createElement('b'))
  item.firstChild.textContent = 'news ' + ticks
  if (feed.children.length > 3) feed.firstChild.remove()
  board.innerHTML = '<i>' + ticks + '</i>'
}, 60))
addEventListener('load', function spin() {
  spinner.style.transform = 'rotate(' + performance.now() + 'deg)'
  requestAnimationFrame(spin)
})
</script>`

const press = async (visit: Visit, ...ids: string[]) => {
  for (const id of ids) await visit.page.click(`#${id}`)
}

describe.concurrent('clicks', () => {
  it('are told where they were made, and once', async () => {
    const body = `
<nav style="position:fixed;top:0;left:0;height:50px;width:100%"><a id="home" href="#">Home</a></nav>
<main style="height:3000px;padding-top:60px"><button id="buy" style="border:0;width:100px;height:40px"><b>Buy</b>  it</button>
<x-card></x-card></main>
<script>customElements.define('x-card', class extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<p><button>In</button></p>' }
})</script>`
    const visit = await stage.visit(stage.put('/where', { body }))
    await visit.page.click('#buy', { position: { x: 75, y: 10 } })
    await visit.page.click('x-card button')
    await visit.page.mouse.wheel(0, 333)
    await visit.page.waitForFunction(() => scrollY === 333)
    await visit.page.mouse.click(500, 600)
    await visit.page.click('#home')
    // A script's click is nobody's.
    await visit.page.evaluate(() => document.querySelector<HTMLElement>('#buy')!.click())
    const made = await visit.page.evaluate(() => window.input.clicks)
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(4))
    const clicks = eventsOf(views, 'click')
    for (const [i, { x, y }] of clicks.entries()) {
      expect(Math.abs(x - made[i]![0])).toBeLessThanOrEqual(1)
      expect(Math.abs(y - made[i]![1])).toBeLessThanOrEqual(1)
    }
    expect(clicks.map(({ selector, text, fixed }) => ({ selector, text, fixed }))).toEqual([
      { selector: '#buy', text: 'Buy it' },
      { selector: 'body > main > x-card >>> :host > p > button', text: 'In' },
      { selector: 'body > main' },
      { selector: '#home', text: 'Home', fixed: true },
    ])
    expect(clicks[0]!.offset![0]).toBeCloseTo(0.75, 2)
    expect(clicks[0]!.offset![1]).toBeCloseTo(0.25, 2)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('in a burst are a rage, told once when it ends', async () => {
    const body = `<main style="height:3000px"><button id="stuck" style="width:100px;height:100px">Go</button></main>`
    const visit = await stage.visit(stage.put('/rage', { body }))
    await visit.burst(40, 40, 5)
    await visit.holds((views) => expect(eventsOf(views, 'rage')).toHaveLength(1))
    // Two are none; and a scroll ends a chain.
    await visit.burst(45, 45, 2)
    await visit.page.mouse.wheel(0, 30)
    await visit.page.waitForFunction(() => window.input.scrolls.at(-1)?.[1] === 30)
    await visit.burst(45, 45, 3)
    const views = await visit.holds((held) => {
      expect(eventsOf(held, 'rage')).toMatchObject([
        { count: 5, x: 40, y: 40, selector: '#stuck' },
        { count: 3, x: 45, y: 75, selector: '#stuck' },
      ])
    })
    expect(eventsOf(views, 'click')).toHaveLength(10)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  for (const [name, head] of [
    ['a still page', ''],
    ['a page that changes all the time', TICKERS],
  ] as const)
    it(`are dead when nothing follows, and only then, on ${name}`, async () => {
      const visit = await stage.visit(stage.put(`/dead-${head.length}`, { head, body: BUTTONS }))
      if (head)
        await visit.page.waitForFunction(
          () => Number.parseInt(document.querySelector('#clock')!.textContent, 10) > 20,
        )
      await press(visit, 'dead', 'hovered')
      await visit.page.mouse.move(500, 500)
      await visit.holds((views) => expect(selectors(views, 'dead')).toEqual(['#dead', '#hovered']))
      // When the last one is told of, the time of those before it is over.
      await press(visit, 'now', 'pressed', 'asks', 'later')
      await visit.page.waitForFunction(() => document.querySelector('#result')!.textContent === 'later')
      await press(visit, 'also-dead')
      const views = await visit.holds((held) => expect(selectors(held, 'dead')).toContain('#also-dead'))
      expect(selectors(views, 'dead')).toEqual(['#dead', '#hovered', '#also-dead'])
      // As many as the page saw, and the page saw those that were pressed: of the two, one says who told one twice.
      const made = await visit.page.evaluate(() => window.input.clicks.length)
      expect(selectors(views, 'click')).toHaveLength(made)
      expect(selectors(views, 'click')).toEqual(
        ['dead', 'hovered', 'now', 'pressed', 'asks', 'later', 'also-dead'].map((id) => `#${id}`),
      )
      expect(visit.complaints).toEqual([])
      await visit.close()
    })

  it('that lead to an error are told with it', async () => {
    const body = `
<button id="throws" onclick="throw new Error('no cart')">A</button>
<button id="rejects" onclick="setTimeout(() => Promise.reject(new Error('no stock')), 50)">B</button>
<button id="fine" onclick="this.textContent = 'D'">C</button>`
    const visit = await stage.visit(stage.put('/error', { body }))
    await visit.page.click('#fine')
    await visit.page.click('#throws')
    await visit.page.click('#rejects')
    // Nothing else has followed.
    const views = await visit.holds((held) =>
      expect(selectors(held, 'dead')).toEqual(['#throws', '#rejects']),
    )
    expect(eventsOf(views, 'error')).toMatchObject([
      { selector: '#throws', message: expect.stringContaining('no cart') },
      { selector: '#rejects', message: 'no stock' },
    ])
    expect(eventsOf(views, 'click')).toHaveLength(3)
    await visit.close()
  })
})
