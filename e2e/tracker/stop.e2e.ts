import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf } from './heldViews.js'
import { Stage } from './Stage.js'
import { until } from './until.js'

interface Remains {
  listeners: string[]
  timers: number
  observers: number
  openSockets: number
  patched: string[]
}
interface StopWindow {
  remains(): Remains
  mouseTracker: Record<'stop' | 'optOut' | 'optIn' | 'init', () => void> & { flush(): Promise<void> }
}

/** Runs in the page, before the tracker: counts what anybody has going on in it. */
function countAll(): void {
  const listeners = new Map<string, [EventTarget, unknown, string]>()
  const ids = new WeakMap<object, number>()
  let lastId = 0
  const idOf = (each: object) => ids.get(each) ?? ids.set(each, ++lastId).get(each)!
  const keyOf = (target: EventTarget, type: string, listener: object, options: unknown) =>
    [
      idOf(target),
      type,
      idOf(listener),
      typeof options === 'object' ? JSON.stringify(options) : options,
    ].join()
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (type: string, listener: never, options: never) {
    if (listener) listeners.set(keyOf(this ?? window, type, listener, options), [this, listener, type])
    return add.call(this ?? window, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type: string, listener: never, options: never) {
    if (listener) listeners.delete(keyOf(this ?? window, type, listener, options))
    return remove.call(this ?? window, type, listener, options)
  }

  const timers = new Set<number>()
  const { setTimeout: start, clearTimeout: clear } = window
  window.setTimeout = ((work: () => void, ms: number) => {
    const id = start(() => {
      timers.delete(id)
      work()
    }, ms)
    timers.add(id)
    return id
  }) as typeof setTimeout
  window.clearTimeout = (id) => {
    timers.delete(id as number)
    clear(id)
  }
  window.setInterval = (() => {
    throw new Error('an interval')
  }) as never

  const observing = new Set<MutationObserver>()
  const { observe, disconnect } = MutationObserver.prototype
  MutationObserver.prototype.observe = function (...args) {
    observing.add(this)
    observe.apply(this, args)
  }
  MutationObserver.prototype.disconnect = function () {
    observing.delete(this)
    disconnect.call(this)
  }

  const sockets: WebSocket[] = []
  const Native = WebSocket
  window.WebSocket = class extends Native {
    constructor(url: string | URL) {
      super(url)
      sockets.push(this)
    }
  }

  const methods: [string, object, string][] = [
    ['pushState', History.prototype, 'pushState'],
    ['replaceState', History.prototype, 'replaceState'],
    ['fetch', window, 'fetch'],
    ['send', XMLHttpRequest.prototype, 'send'],
  ]
  const before = methods.map(([, owner, name]) => Reflect.get(owner, name))
  Object.assign(window, {
    remains: () => ({
      listeners: [...listeners.values()].map(([, , type]) => type),
      timers: timers.size,
      observers: observing.size,
      openSockets: sockets.filter(({ readyState }) => readyState < 2).length,
      patched: methods
        .filter(([, owner, name], i) => Reflect.get(owner, name) !== before[i])
        .map(([name]) => name),
    }),
  })
}

const NOTHING: Remains = { listeners: [], timers: 0, observers: 0, openSockets: 0, patched: [] }
const BODY = '<form><input name="q"></form><button id="a">A</button><main style="height:2000px"></main>'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

describe.concurrent('of a tracker that has ended', () => {
  it.for([
    ['stop', true],
    ['stop', false],
    ['optOut', true],
  ] as const)(
    'nothing remains after %s, with the Navigation API or without (%s)',
    async ([end, hasNavigation]) => {
      const head = hasNavigation
        ? ''
        : "<script>Object.defineProperty(window, 'navigation', { value: undefined })</script>"
      const url = stage.put(`/${end}-${hasNavigation}`, { head, body: BODY })
      const visit = await stage.visit(url, { before: countAll })
      const { page } = visit
      const remains = () => page.evaluate(() => (window as unknown as StopWindow).remains())
      const act = async () => {
        await page.mouse.move(200, 200, { steps: 5 })
        await page.fill('[name=q]', 'x')
        await page.click('#a')
        await page.mouse.wheel(0, 50)
        await page.evaluate(() => history.pushState(null, '', '#there'))
      }
      await act()
      await visit.flush()
      const during = await remains()
      expect(during.listeners.length).toBeGreaterThan(10)
      expect(during).toMatchObject({ observers: 1, openSockets: 1 })
      expect(during.patched).toEqual(
        hasNavigation ? ['fetch', 'send'] : ['pushState', 'replaceState', 'fetch', 'send'],
      )
      expect(during.timers).toBeGreaterThan(0)

      await page.evaluate((how) => (window as unknown as StopWindow).mouseTracker[how](), end)
      // A site's consent may be given on another of its pages: that is listened for.
      const listeners = end === 'optOut' ? ['prerenderingchange', 'storage'] : []
      await until(remains, (left) => expect(left).toEqual({ ...NOTHING, listeners }))

      const sent: string[] = []
      page.on('request', (request) => sent.push(request.url()))
      page.on('websocket', (socket) => sent.push(socket.url()))
      await act()
      await page.evaluate(() => (window as unknown as StopWindow).mouseTracker.flush())
      expect(sent).toEqual([])
      expect(await remains()).toEqual({ ...NOTHING, listeners })

      await page.evaluate((how) => {
        const { mouseTracker } = window as unknown as StopWindow
        if (how === 'stop') mouseTracker.init()
        else mouseTracker.optIn()
      }, end)
      await page.click('#a')
      await visit.flush()
      // Who refused and consents again is somebody new.
      const views = await visit.holds((held) =>
        expect(held.map((view) => eventsOf([view], 'click').length)).toEqual(end === 'stop' ? [1, 1] : [1]),
      )
      expect(eventsOf(views.slice(-1), 'form')).toEqual([])
      expect(visit.complaints).toEqual([])
      await visit.close()
    },
  )
})
