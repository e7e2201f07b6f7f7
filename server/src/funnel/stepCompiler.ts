import type { PropValue } from '@mouse-tracking/contract'
import { type PageTest, pagePattern } from '../reports/pagePattern.js'
import { entryOffsets } from '../segments/entries.js'
import { type Dictionaries, KIND } from '../segments/segment.js'
import type { ParsedFunnelQuery, StepCondition } from './funnelQuery.js'

/** What the entries of a segment's dictionaries (see `entryOffsets`) mean to a funnel. */
export interface CompiledSteps {
  readonly offsets: Uint32Array
  /** 0 for an event that does not matter, else the mask of the steps that it matches, with the flags below. */
  readonly codes: Int32Array
  /** The masks of `ActorEvents.stops`. */
  readonly stops: Int32Array
  /** By entry, for those with the flag `HAS_PROPS`: what events match besides if their props are such. */
  readonly props: ReadonlyMap<number, readonly PropsRule[]>
  /** Whether any event can end an attempt. */
  readonly hasStops: boolean
  /** The steps at which an event with the flag `HAS_PROPS` ends an attempt if it does not match them. */
  readonly strict: number
}

export interface PropsRule {
  readonly steps: number
  readonly stops: number
  /** For each entry of the dictionary of props, 1 if it has all that is asked. */
  readonly accepts: Uint8Array
}

/** The bits of a code that are a step mask. */
export const STEP_BITS = 0x3fff_ffff
/** The flag of an event that matters for its `stops`, whatever steps it matches. */
export const HAS_STOPS = 0x4000_0000
/** The flag of an event that may match more for its props. */
export const HAS_PROPS = 0x8000_0000 | 0

/** The mask of the steps that an event matches, by its entry and its props. */
export function stepsOf({ codes, props }: CompiledSteps, entry: number, detail: number): number {
  const code = codes[entry]!
  let steps = code & STEP_BITS
  if ((code & HAS_PROPS) === 0) return steps
  for (const rule of props.get(entry)!) if (rule.accepts[detail] === 1) steps |= rule.steps
  return steps
}

/** The mask of the steps at which an event ends an attempt. */
export function stopsOf(compiled: CompiledSteps, entry: number, detail: number): number {
  let stops = compiled.stops[entry]!
  if ((compiled.codes[entry]! & HAS_PROPS) === 0) return stops
  for (const rule of compiled.props.get(entry)!) if (rule.accepts[detail] === 1) stops |= rule.stops
  return stops | (compiled.strict & ~stepsOf(compiled, entry, detail))
}

/** Makes the function that compiles a funnel's steps and exclusions for the dictionaries of a segment. */
export function stepCompiler(
  query: Pick<ParsedFunnelQuery, 'steps' | 'exclude' | 'order'>,
): (dictionaries: Dictionaries) => CompiledSteps {
  const rules = [
    ...query.steps.map(({ condition }, step) => ({
      finder: entryFinder(condition),
      steps: 1 << step,
      stops: 0,
    })),
    ...query.exclude.map(({ condition, after }) => ({
      finder: entryFinder(condition),
      steps: 0,
      stops: 1 << after,
    })),
  ]
  const strict = query.order === 'strict' ? 2 ** query.steps.length - 1 : 0
  const breaking = breakingKinds(query.steps.map(({ condition }) => condition.kind))

  return (dictionaries) => {
    const offsets = entryOffsets(dictionaries)
    const codes = new Int32Array(offsets.at(-1)!)
    const stops = new Int32Array(offsets.at(-1)!)
    const props = new Map<number, PropsRule[]>()
    for (const rule of rules) {
      const { kind, entries, accepts } = rule.finder(dictionaries)
      for (const what of entries) {
        const entry = offsets[kind]! + what
        if (accepts === null) {
          codes[entry]! |= rule.steps
          stops[entry]! |= rule.stops
        } else {
          codes[entry]! |= HAS_PROPS
          props.set(entry, [...(props.get(entry) ?? []), { ...rule, accepts }])
        }
      }
    }
    for (const kind of breaking) {
      for (let entry = offsets[kind]!; entry < offsets[kind + 1]!; entry++) {
        if ((codes[entry]! & HAS_PROPS) === 0) stops[entry]! |= strict & ~codes[entry]!
      }
    }
    for (let entry = 0; entry < codes.length; entry++) if (stops[entry] !== 0) codes[entry]! |= HAS_STOPS
    return {
      offsets,
      codes,
      stops,
      props,
      strict,
      hasStops: rules.some((rule) => rule.stops !== 0) || strict !== 0,
    }
  }
}

/** The kinds of events that end a strict attempt: clicks and form events do so where the funnel has a step of their kind. */
function breakingKinds(kinds: readonly StepCondition['kind'][]): number[] {
  const { view, custom, click, ...forms } = KIND
  return [
    view,
    custom,
    ...(kinds.includes('click') ? [click] : []),
    ...(kinds.includes('form') ? Object.values(forms) : []),
  ]
}

interface Found {
  kind: number
  /** Indices in the dictionary of the kind. */
  entries: number[]
  /** Which props they must have, or null for any. */
  accepts: Uint8Array | null
}

/** Makes the function that finds what meets a condition. */
function entryFinder(condition: StepCondition): (dictionaries: Dictionaries) => Found {
  switch (condition.kind) {
    case 'page': {
      const matches = pagePattern(condition.pattern)
      return ({ pages }) => ({ kind: KIND.view, entries: [...indicesIn(pages, matches)], accepts: null })
    }
    case 'click':
      return ({ selectors }) => ({
        kind: KIND.click,
        entries: indexIn(selectors, condition.selector),
        accepts: null,
      })
    case 'form':
      return ({ forms }) => ({
        kind: KIND[condition.action],
        entries: indexIn(forms, condition.form),
        accepts: null,
      })
    case 'custom': {
      const asked = Object.entries(condition.props)
      return ({ names, props }) => {
        const entries = indexIn(names, condition.name)
        const accepts = asked.length > 0 && entries.length > 0 ? acceptedProps(props, asked) : null
        return { kind: KIND.custom, entries, accepts }
      }
    }
  }
}

function* indicesIn(dictionary: readonly string[], matches: PageTest): Generator<number> {
  for (let index = 0; index < dictionary.length; index++) if (matches(dictionary[index]!)) yield index
}

function indexIn(dictionary: readonly string[], string: string): number[] {
  const index = dictionary.indexOf(string)
  return index === -1 ? [] : [index]
}

/** @param dictionary canonical JSON, so that what does not hold the text of a property need not be parsed */
function acceptedProps(dictionary: readonly string[], asked: readonly [string, PropValue][]): Uint8Array {
  const texts = asked.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
  return Uint8Array.from(dictionary, (json) => {
    if (!texts.every((text) => json.includes(text))) return 0
    const props: Record<string, PropValue> = JSON.parse(json)
    return asked.every(([key, value]) => Object.hasOwn(props, key) && props[key] === value) ? 1 : 0
  })
}
