/** What the servers say of themselves, once a second: the most of it. */
export class Gauges {
  readonly most = { pending: 0, lag: 0 }
  /** MiB of memory, of each server. */
  readonly memory = new Map<string, number>()
  private readonly timer: NodeJS.Timeout

  constructor(private readonly servers: readonly { name: string; url: string }[]) {
    this.timer = setInterval(() => void this.look(), 1_000)
  }

  stop() {
    clearInterval(this.timer)
  }

  private async look() {
    await Promise.all(
      this.servers.map(async ({ name, url }) => {
        const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).catch(
          () => null,
        )
        const text = (await response?.text().catch(() => '')) ?? ''
        const value = (metric: string) =>
          Number(new RegExp(`^mouse_tracking_${metric} (\\S+)$`, 'm').exec(text)?.[1] ?? 0) || 0
        this.most.pending = Math.max(this.most.pending, value('pending_batches'))
        this.most.lag = Math.max(this.most.lag, value('rollup_lag_seconds'))
        const mebibytes = Math.round(value('process_resident_memory_bytes') / 1_048_576)
        this.memory.set(name, Math.max(this.memory.get(name) ?? 0, mebibytes))
      }),
    )
  }
}
