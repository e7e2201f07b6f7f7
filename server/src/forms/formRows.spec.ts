import type { FormAction, FormRow } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile } from '../reports/round.js'
import { buildSegment } from '../segments/buildSegment.js'
import { type Stored, storedArbitrary } from '../segments/segment.arbitrary.js'
import { deviceOf } from '../sessions/deviceOf.js'
import { pieceOf } from '../sessions/pieceOf.js'
import { DAY_MS, FIRST_DAY } from '../sessions/session.arbitrary.js'
import type { KeyEvent } from '../sessions/session.js'
import { type FormsQuery, formRows } from './formRows.js'

const ALL: FormsQuery = { from: FIRST_DAY, to: FIRST_DAY + 3 * DAY_MS, device: null, page: null }

const query: fc.Arbitrary<FormsQuery> = fc.record({
  from: fc.constantFrom(FIRST_DAY - DAY_MS, FIRST_DAY, FIRST_DAY + DAY_MS),
  to: fc.constantFrom(FIRST_DAY + 2 * DAY_MS, FIRST_DAY + 4 * DAY_MS),
  device: fc.constantFrom(null, null, 'desktop', 'tablet', 'mobile'),
  page: fc.constantFrom(null, null, '/signup', '/nowhere'),
})

type FormKeyEvent = Extract<KeyEvent, { kind: 'form' }>

function median(durations: number[]): number | null {
  if (durations.length === 0) return null
  return (
    Math.round(
      quantile(
        durations.toSorted((a, b) => a - b),
        0.5,
      ),
    ) / 1_000
  )
}

/** The report as the contract words it, over whole sessions; the order of fields aside. */
function expectedRows(sessions: Stored['sessions'], { from, to, device, page }: FormsQuery): FormRow[] {
  const views = sessions
    .flatMap(({ views, events }) =>
      views.map((view) => ({
        ...view,
        events: events.filter(
          (event): event is FormKeyEvent => event.kind === 'form' && event.view === view.key,
        ),
      })),
    )
    .filter(
      ({ start, width }) => start >= from && start < to && (device === null || deviceOf(width) === device),
    )
    .filter((view) => page === null || view.page === page)
  const names = new Set(
    views.flatMap((view) => view.events.map(({ form }) => JSON.stringify([form, view.page]))),
  )
  return [...names].map((name): FormRow => {
    const [form, page] = JSON.parse(name) as [string, string]
    const visits = views
      .filter((view) => view.page === page)
      .map(({ events }) => events.filter((event) => event.form === form))
    const firstOf = (visit: FormKeyEvent[], action: FormAction) =>
      visit.find((event) => event.action === action)?.at
    const starts = visits.filter((visit) =>
      visit.some(({ action }) => action === 'focus' || action === 'submit'),
    )
    const submits = visits.filter((visit) => visit.some(({ action }) => action === 'submit'))
    const durations = visits.flatMap((visit) => {
      const [focus, submit] = [firstOf(visit, 'focus'), firstOf(visit, 'submit')]
      return focus !== undefined && submit !== undefined && submit >= focus ? [submit - focus] : []
    })
    const fields = new Set(visits.flat().flatMap(({ field }) => (field === '' ? [] : [field])))
    return {
      form,
      page,
      views: visits.length,
      starts: starts.length,
      submits: submits.length,
      conversion: starts.length === 0 ? null : Math.round((submits.length / starts.length) * 1e4) / 1e4,
      medianSeconds: median(durations),
      fields: [...fields].map((field) => {
        const touches = visits.map((visit) => visit.filter((event) => event.field === field))
        const count = (wanted: FormAction) => touches.flat().filter(({ action }) => action === wanted).length
        const refills = touches.flatMap((events) =>
          events.filter(
            ({ action }, index) =>
              action === 'focus' && events.slice(0, index).some((earlier) => earlier.action === 'change'),
          ),
        )
        const abandoned = starts.filter((visit) => !submits.includes(visit))
        const last = abandoned.filter(
          (visit) => visit.findLast((event) => event.field !== '')?.field === field,
        )
        return {
          field,
          focuses: count('focus'),
          changes: count('change'),
          medianSeconds: median(touches.flatMap(focusedMs)),
          refills: refills.length,
          lastTouched: last.length,
        }
      }),
    }
  })
}

/** Each blur is counted from the first focus since the blur before it. */
function focusedMs(events: FormKeyEvent[]): number[] {
  const blurs = events.flatMap(({ action }, index) => (action === 'blur' ? [index] : []))
  const spans = blurs.flatMap((blur, nth) => {
    const focus = events.slice(nth === 0 ? 0 : blurs[nth - 1]!, blur).find(({ action }) => action === 'focus')
    return focus === undefined ? [] : [events[blur]!.at - focus.at]
  })
  return spans.length === 0 ? [] : [spans.reduce((a, b) => a + b, 0)]
}

const sortFields = (rows: FormRow[]) =>
  rows.map((row) => ({ ...row, fields: row.fields.toSorted((a, b) => (a.field < b.field ? -1 : 1)) }))

const sortRows = (rows: FormRow[]) =>
  rows.toSorted(
    (a, b) =>
      b.starts - a.starts || (a.form === b.form ? (a.page < b.page ? -1 : 1) : a.form < b.form ? -1 : 1),
  )

describe('formRows', () => {
  it('gives the numbers of the contract', () => {
    fc.assert(
      fc.property(storedArbitrary, query, ({ sessions, segments }, query) => {
        expect(sortFields(formRows(segments, query))).toEqual(
          sortFields(sortRows(expectedRows(sessions, query))),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('reads one view as a person would', () => {
    const [row] = rowsOf([
      [1_000, 'focus', 'name'],
      [3_000, 'blur', 'name'],
      [3_000, 'focus', 'email'],
      [4_000, 'change', 'email'],
      [5_500, 'blur', 'email'],
      [6_000, 'focus', 'email'],
      [6_500, 'blur', 'email'],
      [9_250, 'submit', ''],
    ])
    expect(row).toEqual({
      form: '#signup',
      page: '/signup',
      views: 1,
      starts: 1,
      submits: 1,
      conversion: 1,
      medianSeconds: 8.25,
      fields: [
        { field: 'name', focuses: 1, changes: 0, medianSeconds: 2, refills: 0, lastTouched: 0 },
        { field: 'email', focuses: 2, changes: 1, medianSeconds: 3, refills: 1, lastTouched: 0 },
      ],
    })
  })

  it('takes a submit alone for a start, and leaves the time open when it comes before the first focus', () => {
    expect(rowsOf([[10, 'submit', '']])[0]).toMatchObject({
      starts: 1,
      submits: 1,
      medianSeconds: null,
      fields: [],
    })
    const late = rowsOf([
      [10, 'submit', ''],
      [20, 'focus', 'name'],
      [30, 'submit', ''],
    ])
    expect(late[0]).toMatchObject({ starts: 1, submits: 1, medianSeconds: null })
  })

  it('adds up the spells of a field, each from its first focus to the next blur', () => {
    const [row] = rowsOf([
      [10, 'focus', 'name'],
      [30, 'focus', 'name'],
      [50, 'blur', 'name'],
      [70, 'blur', 'name'],
      [100, 'focus', 'name'],
      [105, 'blur', 'name'],
      [200, 'focus', 'name'],
    ])
    expect(row!.fields[0]).toMatchObject({ focuses: 4, medianSeconds: 0.045 })
  })

  it('says which field was touched last before people gave up', () => {
    const [row] = rowsOf(
      [
        [10, 'focus', 'name'],
        [20, 'focus', 'email'],
        [30, 'abandon', ''],
      ],
      [[10, 'focus', 'email']],
      [
        [10, 'focus', 'email'],
        [20, 'submit', ''],
      ],
      [[10, 'change', 'name']],
      [],
    )
    expect(row).toMatchObject({ views: 5, starts: 3, submits: 1, conversion: 0.3333 })
    expect(row!.fields.map(({ field, lastTouched }) => [field, lastTouched])).toEqual([
      ['name', 0],
      ['email', 2],
    ])
  })

  it('lists fields as people go through them', () => {
    const [row] = rowsOf(
      [
        [10, 'focus', 'name'],
        [20, 'focus', 'email'],
        [30, 'focus', 'address'],
      ],
      [
        [10, 'focus', 'name'],
        [20, 'focus', 'address'],
        [30, 'focus', 'email'],
      ],
      [
        [10, 'focus', 'name'],
        [20, 'focus', 'email'],
      ],
    )
    expect(row!.fields.map(({ field }) => field)).toEqual(['name', 'email', 'address'])
  })
})

type Step = [t: number, action: FormAction, field: string]

/** The report on some views of one page, each with these events in one form. */
function rowsOf(...visits: Step[][]): FormRow[] {
  const views = visits.map((steps, index) => ({
    id: `p-${index}`,
    url: 'https://shop.example/signup',
    startedAt: FIRST_DAY,
    viewport: [1_440, 900] as [number, number],
    page: [1_440, 900] as [number, number],
    events: steps.map(([t, action, field]) => ({
      type: 'form' as const,
      t,
      action,
      form: '#signup',
      ...(field !== '' && { field }),
    })),
  }))
  const batch = { v: 1 as const, id: 'b', site: 'demo', visitor: 'v', session: 's', views }
  const piece = pieceOf(batch, { skewMs: 0, pages: views.map(() => '/signup') })
  return formRows([{ segment: buildSegment([piece]), masked: null }], ALL)
}
