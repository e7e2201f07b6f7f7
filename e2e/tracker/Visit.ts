import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import type { HeldView } from './heldViews.js'
import { until } from './until.js'

interface TrackedWindow {
  mouseTracker?: { flush?: () => Promise<void> }
}

/** Somebody on the site. */
export class Visit {
  /** Exceptions, and what the console complains of. */
  readonly complaints: string[] = []
  /** Known once a page has said so. */
  visitor = ''

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly site: string,
    private readonly held: (visitor: string) => Promise<HeldView[]>,
  ) {
    context.on('weberror', (error) => this.complaints.push(`${error.error().stack}`))
    context.on('console', (message) => {
      if (/error|warning/.test(message.type())) this.complaints.push(`${message.type()}: ${message.text()}`)
    })
    context.on('page', (each) => this.learn(each))
    this.learn(page)
  }

  /** Opens a page and waits until the tracker runs in it. */
  async open(url: string, page = this.page): Promise<void> {
    await page.goto(url)
    await page.evaluate(() => (window as TrackedWindow).mouseTracker?.flush?.())
  }

  /** All that was recorded in the page so far is acknowledged, and nothing is left to be sent. */
  async flush(page = this.page): Promise<void> {
    await page.evaluate(() => (window as TrackedWindow).mouseTracker!.flush!())
    await until(
      () => this.queued(page),
      (batches) => expect(batches).toEqual([]),
    )
  }

  /** The batches that wait in the store. */
  queued(page = this.page): Promise<string[]> {
    const name = `mt ${this.site} queue `
    return page.evaluate(
      (start) =>
        Object.entries<string>(localStorage)
          .filter(([key]) => key.startsWith(start))
          .map(([, batch]) => batch),
      name,
    )
  }

  /** The server holds views that satisfy `check`. @throws what `check` throws in the end. */
  holds(check: (views: HeldView[]) => unknown): Promise<HeldView[]> {
    return until(async () => (this.visitor ? this.held(this.visitor) : []), check)
  }

  /** Clicks as fast as the browser takes it. */
  async burst(x: number, y: number, clicks: number): Promise<void> {
    const cdp = await this.context.newCDPSession(this.page)
    const at = { x, y, button: 'left', clickCount: 1 } as const
    const sent: Promise<unknown>[] = []
    const now = Date.now() / 1_000
    for (let i = 0; i < clicks; i++)
      // On a busy machine they may come late, but say that they were made 60 ms apart.
      for (const type of ['mousePressed', 'mouseReleased'] as const)
        sent.push(cdp.send('Input.dispatchMouseEvent', { type, ...at, timestamp: now + i * 0.06 }))
    await Promise.all(sent)
    await cdp.detach()
  }

  async close(): Promise<void> {
    await this.context.close()
  }

  /** Reads the visitor's id off the wire: the page may have no store to read it from. */
  private learn(page: Page): void {
    const read = (body: string | null) => {
      const found = /"site":"([^"]+)","visitor":"([^"]+)"/.exec(body ?? '')
      if (found?.[1] === this.site) this.visitor = found[2]!
    }
    page.on('request', (request) => read(request.postData()))
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => read(payload.toString())))
  }
}
