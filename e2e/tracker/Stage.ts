import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { launchChromium } from '../chromium.js'
import { ROOT, StartedServer } from '../startServer.js'
import { type HeldView, heldViews } from './heldViews.js'
import { recordInput } from './recordInput.js'
import { until } from './until.js'
import { Visit } from './Visit.js'

const ADMIN_KEY = 'an-admin-key-for-tests'
const ENV = { ADMIN_KEY, REPORT_RATE_LIMIT: '0' }
const PACKAGE = join(ROOT, 'tracker/dist')

/** A page of somebody's site. */
export interface TestPage {
  /** Markup before the tracker's script tag. */
  head?: string
  body?: string
  /** The script tag's `data-…`; null leaves the tag out. */
  options?: Record<string, unknown> | null
  headers?: OutgoingHttpHeaders
}

export interface VisitOptions {
  site?: string
  context?: BrowserContextOptions
  /** Runs in each page before anything of its own. */
  before?: () => void
}

/** A server, a browser, and somebody's site on an origin of its own. */
export class Stage {
  private readonly pages = new Map<string, { type: string; text: string; headers?: OutgoingHttpHeaders }>()
  private readonly visits: Visit[] = []

  private constructor(
    public server: StartedServer,
    readonly browser: Browser,
    private readonly http: Server,
    readonly origin: string,
  ) {}

  static async open(): Promise<Stage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'mouse-tracking-stage-'))
    const server = await StartedServer.start({ dataDir, env: ENV })
    // Playwright switches it off, and real browsers do not.
    const browser = await launchChromium({ ignoreDefaultArgs: ['--disable-back-forward-cache'] })
    const http = createServer(async (request, response) => {
      const { pathname } = new URL(request.url!, 'http://site')
      if (pathname.startsWith('/package/')) {
        const module = await readFile(join(PACKAGE, pathname.slice('/package/'.length)))
        return response.setHeader('content-type', 'text/javascript').end(module)
      }
      const page = stage.pages.get(pathname)
      response
        .writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/plain', ...page?.headers })
        .end(page?.text)
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const stage = new Stage(server, browser, http, `http://127.0.0.1:${(http.address() as AddressInfo).port}`)
    return stage
  }

  get apiUrl() {
    return `${this.server.url}/api/tracking/events`
  }

  /** Puts a page on the site. @returns its URL. */
  put(path: string, { head = '', body = '', options = {}, headers }: TestPage): string {
    const tag = options
      ? `<script async src="${this.server.url}/tracker.js" ${attributes({ site: 'demo', 'api-url': this.apiUrl, ...options })}></script>`
      : ''
    const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${path}</title>
<link rel="icon" href="data:,">${head}${tag}<body style="margin:0">${body}</body></html>`
    this.pages.set(path, { type: 'text/html', text, headers })
    return this.origin + path
  }

  putScript(path: string, text: string): string {
    this.pages.set(path, { type: 'text/javascript', text })
    return this.origin + path
  }

  /** Somebody comes, with a browser of their own. */
  async visit(url: string, { site = 'demo', context, before }: VisitOptions = {}): Promise<Visit> {
    const visitor = await this.browser.newContext({ viewport: { width: 1000, height: 700 }, ...context })
    await visitor.addInitScript(recordInput)
    if (before) await visitor.addInitScript(before)
    const visit = new Visit(visitor, await visitor.newPage(), site, (id) => this.held(id, site))
    this.visits.push(visit)
    await visit.open(url)
    return visit
  }

  /** What the server holds of a visitor, by view. @throws when a batch is there twice, or a view tells two stories. */
  async held(visitor: string, site = 'demo'): Promise<HeldView[]> {
    const answer = await fetch(`${this.server.url}/api/sites/${site}/visitors/${visitor}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    })
    if (!answer.ok) throw new Error(`the export answered ${answer.status}: ${await answer.text()}`)
    return heldViews(((await answer.json()) as { batches: Parameters<typeof heldViews>[0] }).batches)
  }

  /** A report of the demo site satisfies `check`. */
  reports(path: string, check: (report: unknown) => unknown): Promise<unknown> {
    return until(async () => {
      const answer = await fetch(`${this.server.url}/api/sites/demo/${path}`, {
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
      })
      return answer.json()
    }, check)
  }

  /** Kills the server, and has it back, where it was and with what it had, once `meanwhile` is done. */
  async killServer(meanwhile: () => Promise<void>): Promise<void> {
    const { dataDir, url } = this.server
    await this.server.kill()
    await meanwhile()
    this.server = await StartedServer.start({ dataDir, env: { ...ENV, PORT: new URL(url).port } })
  }

  async createSite(id: string): Promise<void> {
    const { status } = await fetch(`${this.server.url}/api/sites`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, name: id }),
    })
    if (status !== 201) throw new Error(`POST /api/sites answered ${status}`)
  }

  async close(): Promise<void> {
    await this.browser.close()
    this.http.closeAllConnections()
    await new Promise((resolve) => this.http.close(resolve))
    await this.server.stop()
    await rm(this.server.dataDir, { recursive: true, force: true })
  }
}

/** In a page that a test opens by itself. */
export const waitForTracker = (page: Page) =>
  page.waitForFunction(() => !!(window as { mouseTracker?: { flush?: unknown } }).mouseTracker?.flush)

const attributes = (options: Record<string, unknown>) =>
  Object.entries(options)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}='${text}'`
    })
    .join(' ')
