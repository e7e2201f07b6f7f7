/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts µs
 * @property {number} [dur] µs
 * @property {number} [tdur] µs of processor time
 * @property {{ data?: { url?: string } }} [args]
 */

/**
 * Processor time (ms) of the page's main thread while `work` runs: what others run on the machine does not count.
 * @param {import('playwright').Page} page
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ scripting: number, tasks: number }>} `tasks` is all that it did, scripting included
 */
export async function timeOf(page, work) {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    return new Map(metrics.map(({ name, value }) => [name, value * 1_000]))
  }
  const before = await read()
  await work()
  const after = await read()
  await client.detach()
  const spent = (/** @type {string} */ name) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  return { scripting: spent('ScriptDuration'), tasks: spent('TaskDuration') }
}

/**
 * The processor time (ms) of the longest of the main thread's tasks in which a script ran while `work` did.
 * @param {import('playwright').Page} page
 * @param {() => Promise<unknown>} work
 */
export async function longestTask(page, work) {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser')
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
  await work()
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const origin = new URL(page.url()).origin
  const calls = traceEvents.filter(
    ({ name, args }) => name === 'FunctionCall' && args?.data?.url?.startsWith(origin),
  )
  if (calls.length === 0) throw new Error('no script ran in the traced time')
  const { pid, tid } = /** @type {TraceEvent} */ (calls[0])
  const starts = calls.map(({ ts }) => ts)
  const tasks = traceEvents.filter(
    (event) =>
      event.name === 'ThreadControllerImpl::RunTask' &&
      event.pid === pid &&
      event.tid === tid &&
      starts.some((start) => start >= event.ts && start <= event.ts + (event.dur ?? 0)),
  )
  if (!tasks.some(({ tdur }) => tdur)) throw new Error('the trace tells no processor time of tasks')
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000
}
