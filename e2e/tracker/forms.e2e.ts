import type { FormEvent } from '@mouse-tracking/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf } from './heldViews.js'
import { Stage } from './Stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage?.close())

const SIGNUP = `
<form id="signup" onsubmit="event.preventDefault()">
  <input name="name"> <input name="email"> <input name="phone" id="tel"> <input id="unnamed">
  <select name="plan"><option>a<option>b</select> <input name="news" type="checkbox">
  <input name="secret" type="password">
  <button id="go">Go</button>
</form>
<form name="search"><input name="q"></form>`

const said = (events: FormEvent[]) =>
  events.map(({ action, form, field }) => [action, form, field].filter(Boolean).join(' '))

describe.concurrent('forms', () => {
  it('are told field by field, with the time that each took, and nothing that was typed', async () => {
    const visit = await stage.visit(stage.put('/signup', { body: SIGNUP }))
    const { page } = visit
    await page.click('[name=name]')
    await page.keyboard.type('Planted Person', { delay: 20 })
    await page.click('[name=email]')
    await page.keyboard.type('planted@example.com', { delay: 20 })
    await page.click('[name=name]')
    await page.keyboard.type(' II')
    await page.focus('[name=plan]')
    await page.keyboard.press('ArrowDown')
    await page.check('[name=news]')
    await page.click('[name=secret]')
    await page.keyboard.type('planted-secret')
    const typed = await page.evaluate(() => performance.now())
    await page.click('#go')
    await visit.flush()
    const views = await visit.holds((held) =>
      expect(said(eventsOf(held, 'form'))).toContain('submit #signup'),
    )
    const events = eventsOf(views, 'form')
    expect(said(events)).toEqual([
      'focus #signup name',
      'change #signup name',
      'blur #signup name',
      'focus #signup email',
      'change #signup email',
      'blur #signup email',
      'focus #signup name',
      'change #signup name',
      'blur #signup name',
      'focus #signup plan',
      'change #signup plan',
      'blur #signup plan',
      'focus #signup news',
      'change #signup news',
      'blur #signup news',
      'submit #signup',
    ])
    // 19 characters, 20 ms each.
    expect(events[5]!.t - events[3]!.t).toBeGreaterThanOrEqual(19 * 20)
    expect(events.at(-1)!.t).toBeLessThanOrEqual(typed + 5_000)
    expect(JSON.stringify(views)).not.toMatch(/planted/i)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('that are left begun are told as abandoned, and those that were submitted are not', async () => {
    const visit = await stage.visit(stage.put('/abandoned', { body: SIGNUP }))
    const { page } = visit
    await page.fill('[name=email]', 'planted@example.com')
    await page.click('#go')
    await page.fill('[name=q]', 'planted')
    await visit.open(stage.put('/elsewhere', {}))
    const views = await visit.holds((held) =>
      expect(said(eventsOf(held, 'form'))).toContain('abandon [name="search"]'),
    )
    const events = said(eventsOf(views.slice(0, 1), 'form'))
    expect(events.filter((event) => /submit|abandon/.test(event))).toEqual([
      'submit #signup',
      'abandon [name="search"]',
    ])
    expect(eventsOf(views.slice(1), 'form')).toEqual([])
    expect(JSON.stringify(views)).not.toMatch(/planted/i)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('give the report the same numbers', async () => {
    const visit = await stage.visit(stage.put('/counted', { body: SIGNUP }))
    const { page } = visit
    for (const field of ['name', 'email', 'name']) {
      await page.click(`[name=${field}]`)
      await page.keyboard.type('x')
    }
    await page.click('#go')
    await visit.flush()
    await stage.reports('forms?page=/counted', (report) =>
      expect(report).toMatchObject({
        pending: 0,
        forms: [
          {
            form: '#signup',
            starts: 1,
            submits: 1,
            conversion: 1,
            fields: [
              { field: 'name', focuses: 2, changes: 2, refills: 1 },
              { field: 'email', focuses: 1, changes: 1, refills: 0 },
            ],
          },
        ],
      }),
    )
    await visit.close()
  })
})
