import type { Browser, Frame, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.js'
import { COLD, colourAt, HOT, type Point } from './pixels.js'
import { StartedServer } from './startServer.js'

describe('the start page', () => {
  let server: StartedServer
  let browser: Browser
  let page: Page
  let faults: string[]

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([StartedServer.start(), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  beforeEach(async () => {
    faults = []
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(server.url)
    await shop()
  })
  afterEach(async () => {
    await page.context().close()
    expect(faults).toEqual([])
  })

  it('shows the heat on the right where the mouse moved in the shop on the left', async () => {
    const frame = (await page.locator('.browser iframe').boundingBox())!
    const [rested, never] = [
      { x: 0.3, y: 0.62 },
      { x: 0.8, y: 0.3 },
    ]
    const onRight = async ({ x, y }: Point) => {
      const stage = (await page.locator('.mtr-page').boundingBox())!
      const scale = stage.width / frame.width
      return { x: stage.x + x * stage.width, y: stage.y + y * frame.height * scale }
    }
    await page.locator('.mtr-page').waitFor()
    const before = await colourAt(page, [await onRight(rested), await onRight(never)])
    expect(Math.max(...before)).toBeLessThan(HOT)
    for (let i = 0; i < 30; i++) {
      await page.mouse.move(
        frame.x + rested.x * frame.width + 10 * Math.cos(i),
        frame.y + rested.y * frame.height + 10 * Math.sin(i),
      )
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await expect.poll(async () => (await colourAt(page, [await onRight(rested)]))[0]).toBeGreaterThan(HOT)
    const [after] = await colourAt(page, [await onRight(never)])
    expect(Math.abs(after! - before[1]!)).toBeLessThan(COLD)
  })

  it('follows a visitor from page to page, into the paths and through the funnel', async () => {
    const visit = await shop()
    await visit.click('#hero-shop')
    await expectPage('/shop/products')
    await visit.click('#product-3')
    await expectPage('/shop/product/:id')
    await visit.click('#add-to-cart')
    await visit.click('#cart-checkout')
    await expectPage('/shop/checkout')
    await visit.fill('[name=name]', 'Ada')
    await visit.fill('[name=email]', 'ada@example.com')
    await visit.check('[name=terms]')
    await visit.click('#place-order')
    await expectPage('/shop/thanks')

    const paths = page.getByRole('article', { name: 'Paths', exact: true })
    await paths.getByRole('button', { name: 'Show as table' }).click()
    await expect
      .poll(() => paths.getByRole('table').textContent())
      .toMatch(/\/shop\/products[\s\S]*\/shop\/cart/)
    const funnel = page.getByRole('article', { name: 'Funnel', exact: true })
    await funnel.getByRole('button', { name: 'Show as table' }).click()
    const purchases = funnel
      .getByRole('row', { name: /Purchase/ })
      .getByRole('cell')
      .first()
    await expect.poll(() => purchases.textContent()).toBe('1')
  })

  it('marks the sample as a sample, and records nothing of it', async () => {
    await page.getByRole('radio', { name: 'Sample' }).check()
    for (const name of ['Heatmap', 'Paths', 'Funnel'])
      await expect
        .poll(() => page.getByRole('article', { name, exact: true }).textContent())
        .toMatch(/sample/i)
    await expect.poll(() => page.locator('.notice').textContent()).toMatch(/SAMPLE DATA/)
    const { token } = await (await fetch(`${server.url}/api/demo/token`)).json()
    const answer = await fetch(`${server.url}/api/sites/demo/paths`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect((await answer.json()).sessions).toBeLessThan(10)
  })

  it('is usable on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('.mtr-page').waitFor()
    // Charts take the new width in the next frame.
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await expect.poll(overflow).toBeLessThanOrEqual(0)
  })

  async function shop(): Promise<Frame> {
    const frame = await (await page.locator('.browser iframe').elementHandle())!.contentFrame()
    await frame!.waitForSelector('h1')
    return frame!
  }

  async function expectPage(name: string) {
    await expect
      .poll(() => page.getByRole('article', { name: 'Heatmap', exact: true }).textContent())
      .toContain(name)
  }
})
