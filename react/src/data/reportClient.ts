import type { Problem } from '@mouse-tracking/contract'
import { AnalyticsError } from './AnalyticsError.js'
import type { ReportName, Reports } from './reports.js'
import { searchParams } from './searchParams.js'
import type { TokenSource } from './tokenSource.js'

export interface ReportClient {
  /** Asks for a report. Throws an {@link AnalyticsError}, or the signal's reason when cancelled. */
  fetch<R extends ReportName>(
    report: R,
    params: Reports[R]['params'],
    signal?: AbortSignal,
  ): Promise<Reports[R]['answer']>
}

export function createReportClient(baseUrl: string, site: string, tokens: TokenSource): ReportClient {
  const root = `${baseUrl.replace(/\/+$/, '')}/api/sites/${encodeURIComponent(site)}`

  function send(report: ReportName, params: object, token: string, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: 'application/json' }
    const init: RequestInit = { headers, signal: signal ?? null }
    if (report === 'funnel') {
      headers['Content-Type'] = 'application/json'
      return fetch(`${root}/funnel`, { ...init, method: 'POST', body: JSON.stringify(params) })
    }
    const search = searchParams(params)
    return fetch(`${root}/${report}${search && `?${search}`}`, init)
  }

  return {
    async fetch(report, params, signal) {
      try {
        const token = await tokens.get()
        let response = await send(report, params, token, signal)
        if (response.status === 401) response = await send(report, params, await tokens.renew(token), signal)
        if (!response.ok) throw await refusal(response)
        return await response.json()
      } catch (cause) {
        if (cause instanceof AnalyticsError || signal?.aborted) throw cause
        throw new AnalyticsError(
          { status: 0, detail: `The analytics server at ${root} did not answer.` },
          { cause },
        )
      }
    },
  }
}

async function refusal(response: Response): Promise<AnalyticsError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return new AnalyticsError(
    { ...problem, status: response.status },
    Number.isFinite(seconds) ? { retryAfter: seconds * 1000 } : undefined,
  )
}
