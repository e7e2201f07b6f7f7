import { KIND } from '../segments/segment.js'

/** What one page view did in one field. */
export class FieldVisit {
  focuses = 0
  changes = 0
  /** Focuses after a change. */
  refills = 0
  /** Sum of focus to the next blur, ms; null when no focus was followed by one. */
  focusedMs: number | null = null
  /** Time (epoch ms) of a focus that waits for its blur. */
  #focusedAt: number | null = null

  reset(): void {
    this.focuses = 0
    this.changes = 0
    this.refills = 0
    this.focusedMs = null
    this.#focusedAt = null
  }

  add(kind: number, at: number): void {
    switch (kind) {
      case KIND.focus:
        this.focuses++
        if (this.changes > 0) this.refills++
        // Focused once more before a blur, the field had the focus all along.
        this.#focusedAt ??= at
        break
      case KIND.change:
        this.changes++
        break
      case KIND.blur:
        if (this.#focusedAt === null) break
        this.focusedMs = (this.focusedMs ?? 0) + at - this.#focusedAt
        this.#focusedAt = null
    }
  }
}

/** What one page view did in one form. Its key events are to be given in order. One visit serves many views, one by one. */
export class FormVisit {
  /** Epoch ms. */
  firstFocus: number | null = null
  firstSubmit: number | null = null
  /** By field, in the order in which the view first came to them. */
  readonly fields = new Map<number, FieldVisit>()
  /** Of the last event that names a field; 0 for none. */
  lastField = 0
  readonly #pool: FieldVisit[] = []

  reset(): void {
    this.firstFocus = null
    this.firstSubmit = null
    this.fields.clear()
    this.lastField = 0
  }

  /** @param field 0 when the event names none */
  add(kind: number, field: number, at: number): void {
    if (kind === KIND.focus) this.firstFocus ??= at
    else if (kind === KIND.submit) this.firstSubmit ??= at
    if (field === 0) return
    this.lastField = field
    this.#visitOf(field).add(kind, at)
  }

  #visitOf(field: number): FieldVisit {
    let visit = this.fields.get(field)
    if (visit === undefined) {
      const used = this.fields.size
      visit = this.#pool[used] ??= new FieldVisit()
      visit.reset()
      this.fields.set(field, visit)
    }
    return visit
  }
}
