import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf } from './heldViews.js'
import { Stage, type TestPage, type VisitOptions } from './Stage.js'
import type { Visit } from './Visit.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

const BODY = `<button id="a" onclick="this.textContent += '.'">A</button><div id="filler" style="height:2000px"></div>`

/** What a page does to the tracker's world before it is there. */
const MISSING: [what: string, before: () => void, options?: TestPage['options']][] = [
  [
    'that refuses storage',
    () => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('refused', 'SecurityError')
          },
        })
    },
  ],
  ['without storage', () => Object.defineProperty(window, 'localStorage', { value: null })],
  [
    'whose storage takes nothing',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
      const full = new Proxy({} as Storage, {
        set() {
          throw new DOMException('full', 'QuotaExceededError')
        },
      })
      Object.defineProperty(window, 'localStorage', { value: full })
    },
  ],
  [
    'of frozen prototypes',
    () => {
      for (const each of [
        Object,
        Array,
        Function,
        EventTarget,
        Event,
        Element,
        History,
        XMLHttpRequest,
        Map,
        Set,
      ])
        Object.freeze(each.prototype)
    },
  ],
  [
    'that patched History, without the Navigation API',
    () => {
      Object.defineProperty(window, 'navigation', { value: undefined })
      const { pushState } = History.prototype
      History.prototype.pushState = function (...args) {
        pushState.apply(this, args)
      }
      // A router of theirs that answers nothing of what was asked.
      history.replaceState = pushState
    },
  ],
  ['without WebSocket', () => Reflect.deleteProperty(window, 'WebSocket')],
  ['without sendBeacon', () => Reflect.deleteProperty(Navigator.prototype, 'sendBeacon')],
  [
    'without CompressionStream',
    () => Reflect.deleteProperty(window, 'CompressionStream'),
    { transport: 'http' },
  ],
  ['without PointerEvent', () => Reflect.deleteProperty(window, 'PointerEvent')],
  ['without Web Locks', () => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })],
  [
    "whose form is in the referrer's place",
    () => {
      const form = document.createElement('form')
      Object.defineProperty(document, 'referrer', { value: form })
    },
  ],
  [
    'that names its elements like what a document and a form have',
    () => {
      addEventListener('DOMContentLoaded', () => {
        for (const name of ['host', 'title', 'body', 'scripts']) {
          const form = document.createElement('form')
          form.name = name
          document.body.append(form)
        }
      })
    },
  ],
]

const journey = async (page: TestPage, path: string, options: VisitOptions = {}) => {
  const visit = await stage.visit(stage.put(path, { body: BODY, ...page }), options)
  await visit.page.click('#a')
  // More than is sent without being packed.
  await visit.page.evaluate(() => {
    for (let i = 0; i < 4; i++)
      (
        window as unknown as { mouseTracker: { track(name: string, props: object): void } }
      ).mouseTracker.track('long', { text: 'x'.repeat(2_000) })
    history.pushState(null, '', `${location.pathname}/next`)
  })
  await visit.page.click('#a')
  await visit.page.mouse.wheel(0, 100)
  await visit.page.mouse.move(300, 300, { steps: 5 })
  await visit.page.evaluate(() =>
    (window as unknown as { mouseTracker: { flush(): Promise<void> } }).mouseTracker.flush(),
  )
  await visit.page.click('#a')
  // The last click is told as the page goes.
  await visit.page.goto('about:blank')
  return visit
}

describe.concurrent('the tracker does its work, and nobody hears of it, on a page', () => {
  it.for(MISSING)('%s', async ([what, before, options]) => {
    const visit = await journey({ options }, `/${what.replace(/\W/g, '-')}`, { before })
    // Where nothing can be beaconed, what the page's last second holds is lost, unless a round has just gone out.
    const last = what === 'without sendBeacon' ? [1, 2] : [2]
    const views = await visit.holds((held) => {
      const [first, ...rest] = held.map((view) => eventsOf([view], 'click').length)
      expect(first).toBe(1)
      expect(rest.map((clicks) => last.includes(clicks))).toEqual([true])
    })
    expect(eventsOf(views, 'custom')).toHaveLength(4)
    expect(eventsOf(views, 'move')).not.toEqual([])
    expect(new Set(views.map(({ session }) => session)).size).toBe(1)
    expect(visit.complaints.filter((complaint) => !complaint.startsWith('warning'))).toEqual([])
    await visit.close()
  })

  it.for(['pointerdown', 'mousedown', 'pointerup', 'click'])(
    'that removes what is clicked on %s',
    async (type) => {
      const head = `<script>addEventListener('${type}', (event) => event.target.closest('.card')?.remove(), true)</script>`
      const body = `<main><a class="card" href="#" id="x"><b style="font-size:40px">One</b></a><p class="card">Two</p></main>`
      const visit = await stage.visit(stage.put(`/removes-${type}`, { head, body }))
      for (let i = 0; i < 2; i++) {
        const { x, y } = (await visit.page.locator('.card').first().boundingBox())!
        await visit.page.mouse.click(x + 5, y + 5)
      }
      expect(await visit.page.locator('.card').count()).toBe(0)
      const made = await visit.page.evaluate(() => window.input.clicks)
      await visit.flush()
      const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(made.length))
      for (const [i, { x, y, selector }] of eventsOf(views, 'click').entries()) {
        expect([x, y]).toEqual(made[i]!.map(Math.round))
        expect(selector).toMatch(type === 'click' ? /^[ap]$/ : /^(html|body|body > main)$/)
      }
      expect(visit.complaints).toEqual([])
      await visit.close()
    },
  )
})

describe.concurrent('under a Content Security Policy without eval, the tracker', () => {
  const ws = () => stage.server.url.replace('http', 'ws')
  const strict = (script: string, connect: string) => ({
    'content-security-policy': `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src ${script}; connect-src ${connect}; require-trusted-types-for 'script'`,
  })
  const tells = async (visit: Visit, clicks: number) => {
    for (let i = 0; i < clicks; i++) await visit.page.click('#a')
    await visit.flush()
    await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(clicks))
  }

  it('works as a script tag', async () => {
    const headers = strict(stage.server.url, `${stage.server.url} ${ws()}`)
    const visit = await stage.visit(stage.put('/csp-script', { headers, body: '<button id="a">A</button>' }))
    await tells(visit, 1)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('works as a module', async () => {
    stage.putScript(
      '/boot.js',
      `import MouseTracker from '/package/index.js'
window.mouseTracker = new MouseTracker({ site: 'demo', apiUrl: '${stage.apiUrl}' })
window.mouseTracker.init()`,
    )
    const headers = strict("'self'", `${stage.server.url} ${ws()}`)
    const head = '<script type="module" src="/boot.js"></script>'
    const visit = await stage.visit(
      stage.put('/csp-module', { head, headers, options: null, body: '<button id="a">A</button>' }),
    )
    await tells(visit, 1)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('loses nothing where HTTP alone is allowed', async () => {
    const headers = strict(stage.server.url, stage.server.url)
    const visit = await stage.visit(stage.put('/csp-http', { headers, body: '<button id="a">A</button>' }))
    await tells(visit, 3)
    // The browser says that it has blocked the WebSocket, once.
    expect(visit.complaints).toEqual([expect.stringContaining('connect-src')])
    await visit.close()
  })
})
