import type { ReportMeta } from '@mouse-tracking/contract'

/** Least time (ms) between two reports of a subscription. */
const INTERVAL = 1_000

/**
 * Sends one report now and whenever it has changed, at most once a second. A change while the report is being read, or
 * within the second, is made up for when it ends.
 */
export class LiveFeed {
  private last: string | null = null
  private busy = false
  private stale = false
  private stopped = false
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly read: () => Promise<ReportMeta>,
    private readonly send: (report: ReportMeta) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** Says that the report may have changed. */
  refresh(): void {
    if (this.stopped) return
    this.stale = true
    if (!this.busy) void this.run()
  }

  stop(): void {
    this.stopped = true
    if (this.timer) clearTimeout(this.timer)
  }

  private async run() {
    this.busy = true
    this.stale = false
    try {
      const report = await this.read()
      // The moment it was read is no change, nor is the end of a range that goes up to it.
      const text = JSON.stringify({ ...report, asOf: null, from: null, to: null })
      if (!this.stopped && text !== this.last) this.send(report)
      this.last = text
    } catch (error) {
      if (!this.stopped) this.fail(error)
    }
    if (this.stopped) return
    this.timer = setTimeout(() => {
      this.busy = false
      if (this.stale) void this.run()
    }, INTERVAL)
  }
}
