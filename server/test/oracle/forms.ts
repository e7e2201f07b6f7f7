import type { FormEvent, FormFieldRow, FormRow } from '@mouse-tracking/contract'
import { groupBy } from './groupBy.js'
import { medianSeconds, ratio, sum } from './numbers.js'
import { type Filter, isIn, wholeDays } from './ranges.js'
import { compareText, type RecordedView } from './recorded.js'

export interface FormsParams extends Filter {
  page?: string
}

interface FormMoment extends FormEvent {
  at: number
}

/** Section 4.4, `forms`. */
export function forms(all: readonly RecordedView[], params: FormsParams) {
  const { device, page, ...days } = wholeDays(params)
  const views = all.filter(
    (view) =>
      isIn(view.startedAt, days) &&
      (device === undefined || view.device === device) &&
      (page === undefined || view.page === page),
  )
  const rows = [...groupBy(views, (view) => view.page)].flatMap(([page, own]) => {
    const moments = own.map(momentsOf)
    const names = new Set(moments.flat().map(({ form }) => form))
    return [...names].map((form) => rowOf(form, page, moments))
  })
  return { forms: rows.sort((a, b) => compareText(a.page, b.page) || compareText(a.form, b.form)) }
}

function momentsOf({ events }: RecordedView): FormMoment[] {
  return events.flatMap(({ at, event }) => (event.type === 'form' ? [{ ...event, at }] : []))
}

function rowOf(form: string, page: string, views: FormMoment[][]): FormRow {
  const visits = views.map((moments) => moments.filter((moment) => moment.form === form))
  const has = (visit: FormMoment[], action: string) => visit.some((moment) => moment.action === action)
  const starts = visits.filter((visit) => has(visit, 'focus') || has(visit, 'submit'))
  const submits = visits.filter((visit) => has(visit, 'submit'))
  const times = visits.flatMap((visit) => {
    const focus = visit.find(({ action }) => action === 'focus')
    const submit = visit.find(({ action }) => action === 'submit')
    return focus && submit && submit.at >= focus.at ? [submit.at - focus.at] : []
  })
  const fields = new Set(visits.flat().flatMap(({ field }) => (field === undefined ? [] : field)))
  const abandoned = starts.filter((visit) => !has(visit, 'submit'))
  return {
    form,
    page,
    views: views.length,
    starts: starts.length,
    submits: submits.length,
    conversion: ratio(submits.length, starts.length),
    medianSeconds: medianSeconds(times),
    fields: [...fields].sort(compareText).map((field) => fieldRowOf(field, visits, abandoned)),
  }
}

function fieldRowOf(field: string, visits: FormMoment[][], abandoned: FormMoment[][]): FormFieldRow {
  const own = visits.map((visit) => visit.filter((moment) => moment.field === field))
  const count = (action: string) => own.flat().filter((moment) => moment.action === action).length
  return {
    field,
    focuses: count('focus'),
    changes: count('change'),
    medianSeconds: medianSeconds(own.flatMap(secondsIn)),
    refills: sum(own.map(refillsIn)),
    lastTouched: abandoned.filter(
      (visit) => visit.findLast((moment) => moment.field !== undefined)?.field === field,
    ).length,
  }
}

/** Milliseconds that a field of a view had the focus, where it is known. Focused twice before a blur, it had it all along. */
function secondsIn(moments: FormMoment[]): number[] {
  const stays: number[] = []
  let focusedAt: number | null = null
  for (const { action, at } of moments) {
    if (action === 'focus') focusedAt ??= at
    if (action !== 'blur' || focusedAt === null) continue
    stays.push(at - focusedAt)
    focusedAt = null
  }
  return stays.length === 0 ? [] : [sum(stays)]
}

function refillsIn(moments: FormMoment[]): number {
  return moments.filter(
    ({ action }, i) => action === 'focus' && moments.slice(0, i).some((before) => before.action === 'change'),
  ).length
}
