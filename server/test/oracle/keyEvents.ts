import type { FunnelStep } from '@mouse-tracking/contract'
import { matchesPattern } from './pageOf.js'
import { canonicalJson, compareText } from './recorded.js'
import type { RecordedSession } from './sessionsOf.js'

/** What a funnel sees of an actor. */
export interface KeyEvent {
  at: number
  session: RecordedSession
  view: string
  kind: 'page' | 'click' | 'form' | 'custom'
  /** Whether it is what a step or an exclusion asks for. */
  fits(step: Partial<FunnelStep>): boolean
  json: string
}

/** The key events of an actor's sessions, in order. */
export function keyEventsOf(sessions: readonly RecordedSession[]): KeyEvent[] {
  const events = sessions.flatMap((session) => session.views.flatMap((view) => eventsOfView(session, view)))
  return events.sort(
    (a, b) =>
      a.at - b.at ||
      Number(b.kind === 'page') - Number(a.kind === 'page') ||
      compareText(a.view, b.view) ||
      compareText(a.json, b.json),
  )
}

function eventsOfView(session: RecordedSession, view: RecordedSession['views'][number]): KeyEvent[] {
  const pageView: KeyEvent = {
    at: view.startedAt,
    session,
    view: view.id,
    kind: 'page',
    fits: (step) => 'page' in step && matchesPattern(step.page!, view.page),
    json: '',
  }
  const others = view.events.flatMap(({ at, event }): KeyEvent[] => {
    const of = (kind: KeyEvent['kind'], fits: KeyEvent['fits']): KeyEvent[] => [
      { at, session, view: view.id, kind, fits, json: canonicalJson(event) },
    ]
    switch (event.type) {
      case 'click':
        return of('click', (step) => 'click' in step && step.click === event.selector)
      case 'form':
        return of(
          'form',
          (step) => 'form' in step && step.form === event.form && step.action === event.action,
        )
      case 'custom':
        return of(
          'custom',
          (step) =>
            'event' in step &&
            step.event === event.name &&
            Object.entries(step.props ?? {}).every(
              ([name, value]) => Object.hasOwn(event.props ?? {}, name) && event.props![name] === value,
            ),
        )
      default:
        return []
    }
  })
  return [pageView, ...others]
}
