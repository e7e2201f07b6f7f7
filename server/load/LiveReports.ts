import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Question } from '../test/oracle/arbitraryQuestion.js'
import type { Answer } from './balance.js'

/** Dashboards that stay open: the last that each report said, over one socket to each server. */
export class LiveReports {
  private readonly said = new Map<string, Answer>()
  /** How often a report came. */
  pushes = 0

  private constructor(
    readonly questions: readonly Question[],
    private readonly sockets: readonly WebSocket[],
  ) {}

  static async open(
    urls: readonly string[],
    token: string,
    site: string,
    questions: readonly Question[],
  ): Promise<LiveReports> {
    const sockets = urls.map((url) => new WebSocket(`${url.replace('http', 'ws')}/ws/reports`))
    const live = new LiveReports(questions, sockets)
    await Promise.all(sockets.map((socket) => once(socket, 'open')))
    for (const [server, socket] of sockets.entries()) {
      socket.on('message', (data) => {
        const { id, report, error } = JSON.parse(String(data))
        live.said.set(`${server} ${id}`, report ?? { error })
        live.pushes++
      })
      socket.send(JSON.stringify({ token, site }))
      for (const [n, question] of questions.entries())
        socket.send(JSON.stringify({ subscribe: String(n), ...question }))
    }
    return live
  }

  /** What each server last said to each question, once nothing is pending in it, or after so long (ms). */
  async settled(
    patience: number,
  ): Promise<{ server: number; question: Question; report: Answer | undefined }[]> {
    const deadline = performance.now() + patience
    for (;;) {
      const all = this.sockets.flatMap((_, server) =>
        this.questions.map((question, n) => ({ server, question, report: this.said.get(`${server} ${n}`) })),
      )
      if (all.every(({ report }) => report?.pending === 0) || performance.now() > deadline) return all
      await sleep(100)
    }
  }

  close() {
    for (const socket of this.sockets) socket.terminate()
  }
}
