import type { FormFieldRow, FormRow } from '@mouse-tracking/contract'
import { medianSeconds } from '../reports/medianSeconds.js'
import { ratio } from '../reports/round.js'
import { compareStrings } from '../sessions/order.js'
import type { FieldVisit, FormVisit } from './FormVisit.js'

interface FieldTally {
  focuses: number
  changes: number
  refills: number
  lastTouched: number
  durations: number[]
  /** Views that touched the field, and the sum of the places that it had among the fields they touched. */
  views: number
  places: number
}

/** The views of one form of one page, added up. */
export class FormTally {
  #starts = 0
  #submits = 0
  readonly #durations: number[] = []
  readonly #fields = new Map<number, FieldTally>()

  constructor(
    readonly form: string,
    readonly page: string,
  ) {}

  get starts(): number {
    return this.#starts
  }

  /** @param fieldOf the number in this tally of a field's number in the visit */
  add(visit: FormVisit, fieldOf: Uint32Array): void {
    const { firstFocus, firstSubmit } = visit
    if (firstFocus !== null || firstSubmit !== null) this.#starts++
    if (firstSubmit !== null) this.#submits++
    // A submit from before the first focus (by a script, or in a restored page) says nothing of the time it took.
    if (firstFocus !== null && firstSubmit !== null && firstSubmit >= firstFocus) {
      this.#durations.push(firstSubmit - firstFocus)
    }
    let place = 0
    for (const [field, fieldVisit] of visit.fields) {
      const tally = this.#field(fieldOf[field]!)
      addField(tally, fieldVisit)
      tally.places += place++
      if (field === visit.lastField && firstFocus !== null && firstSubmit === null) tally.lastTouched++
    }
  }

  #field(field: number): FieldTally {
    let tally = this.#fields.get(field)
    if (tally === undefined) {
      tally = { focuses: 0, changes: 0, refills: 0, lastTouched: 0, durations: [], views: 0, places: 0 }
      this.#fields.set(field, tally)
    }
    return tally
  }

  /** @param fields names by number */
  row(views: number, fields: readonly string[]): FormRow {
    return {
      form: this.form,
      page: this.page,
      views,
      starts: this.#starts,
      submits: this.#submits,
      conversion: ratio(this.#submits, this.#starts),
      medianSeconds: medianSeconds(Float64Array.from(this.#durations)),
      fields: Array.from(this.#fields, ([field, tally]) => ({ name: fields[field]!, tally }))
        .sort((a, b) => meanPlace(a.tally) - meanPlace(b.tally) || compareStrings(a.name, b.name))
        .map(({ name, tally }) => fieldRow(name, tally)),
    }
  }
}

function addField(tally: FieldTally, { focuses, changes, refills, focusedMs }: FieldVisit): void {
  tally.views++
  tally.focuses += focuses
  tally.changes += changes
  tally.refills += refills
  if (focusedMs !== null) tally.durations.push(focusedMs)
}

const meanPlace = ({ places, views }: FieldTally) => places / views

function fieldRow(
  field: string,
  { focuses, changes, refills, lastTouched, durations }: FieldTally,
): FormFieldRow {
  const median = medianSeconds(Float64Array.from(durations))
  return { field, focuses, changes, medianSeconds: median, refills, lastTouched }
}
