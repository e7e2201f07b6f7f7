import { Counter, collectDefaultMetrics, Gauge, Histogram } from 'prom-client'

/** What the process counts, for Prometheus. There is one of each in a process, so there is nothing to inject. */

collectDefaultMetrics({ prefix: 'mouse_tracking_' })

/** `accepted`, `refused` (its sender's fault), `limited` (too many), `failed` (the store's). */
export type IngestOutcome = 'accepted' | 'refused' | 'limited' | 'failed'

export const ingestBatches = new Counter({
  name: 'mouse_tracking_ingest_batches_total',
  help: 'Batches that came in, by what became of them',
  labelNames: ['outcome'] as const,
})

export const ingestEvents = new Counter({
  name: 'mouse_tracking_ingest_events_total',
  help: 'Events in acknowledged batches',
})

export const ackSeconds = new Histogram({
  name: 'mouse_tracking_ingest_ack_seconds',
  help: 'From a valid batch to its acknowledgement',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
})

export const jobSeconds = new Histogram({
  name: 'mouse_tracking_job_seconds',
  help: 'Run times of jobs',
  labelNames: ['job', 'outcome'] as const,
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
})

export const storeErrors = new Counter({
  name: 'mouse_tracking_store_errors_total',
  help: 'Errors of the document store',
})

export const webSockets = new Gauge({
  name: 'mouse_tracking_websocket_connections',
  help: 'Open WebSocket connections',
  labelNames: ['path'] as const,
})

/** Counts an error if it is the store's. */
export function countStoreError(error: unknown): void {
  if (error instanceof Error && error.name.startsWith('Mongo')) storeErrors.inc()
}
