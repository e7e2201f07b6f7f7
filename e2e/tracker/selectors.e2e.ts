import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf } from './heldViews.js'
import { Stage } from './Stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

/** Runs in the page: 50,000 nodes, some named well, some alike, some by what changes with each load. */
function grow(): void {
  const rows: string[] = []
  for (let i = 0; i < 12_600; i++) {
    const name = i % 1_000 === 7 ? `id="row-${i % 100}-of-${Math.floor(i / 1_000)}"` : 'id="same"'
    rows.push(
      `<div ${name} class="css-${(i * 7919).toString(36)}"><span data-test="cell">${i}</span><p><button name="buy" id=":r${i}:">+</button></p></div>`,
    )
  }
  document.querySelector('main')!.innerHTML = rows.join('')
}

describe('on a page of 50,000 nodes', () => {
  it('each clicked element has a selector that finds it alone', async () => {
    const body = '<main></main><x-word></x-word>'
    const visit = await stage.visit(stage.put('/large', { body }))
    const { page } = visit
    await page.evaluate(grow)
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeGreaterThan(50_000)
    const wanted = [0, 7, 4_321, 9_007, 9_999]
    for (const i of wanted) {
      const row = page.locator('main > div').nth(i)
      await row.locator('button').click()
      await row.locator('span').click()
    }
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(wanted.length * 2))
    const found = await page.evaluate(
      (selectors) =>
        selectors.map((selector) => {
          const all = document.querySelectorAll(selector)
          const rows = [...document.querySelectorAll('main > div')]
          return [all.length, all[0]!.localName, rows.indexOf(all[0]!.closest('main > div')!)]
        }),
      eventsOf(views, 'click').map(({ selector }) => selector),
    )
    expect(found).toEqual(
      wanted.flatMap((i) => [
        [1, 'button', i],
        [1, 'span', i],
      ]),
    )
    for (const { selector } of eventsOf(views, 'click')) expect(selector).not.toMatch(/css-|:r|same/)
    expect(eventsOf(views, 'click')[2]!.selector).toBe('#row-7-of-0 > p > button')
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('and so has what is outside the body, pasted from elsewhere, or drawn', async () => {
    const body = `<svg width="50" height="50"><g><circle cx="25" cy="25" r="25"/></g></svg>
<article><o:p style="display:block">Pasted</o:p><o:p style="display:block">Twice</o:p></article>`
    const visit = await stage.visit(stage.put('/odd', { body }))
    const { page } = visit
    await page.click('circle')
    await page.locator('article > *').nth(1).click()
    await page.mouse.click(900, 650)
    await visit.flush()
    const views = await visit.holds((held) => expect(eventsOf(held, 'click')).toHaveLength(3))
    const found = await page.evaluate(
      (selectors) =>
        selectors.map((each) => [...document.querySelectorAll(each)].map(({ localName }) => localName)),
      eventsOf(views, 'click').map(({ selector }) => selector),
    )
    expect(found).toEqual([['circle'], ['o:p'], ['html']])
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})
