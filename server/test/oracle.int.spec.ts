import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable, expectedAnswer } from './oracle/answer.js'
import { arbitraryQuestion, type Question } from './oracle/arbitraryQuestion.js'
import { arbitraryTraffic } from './oracle/arbitraryTraffic.js'
import { type RecordedView, recordedViews } from './oracle/recorded.js'
import { sendTraffic } from './oracle/sendTraffic.js'
import { TestServer } from './server.js'

/**
 * Sites of random traffic: a few that are always the same, or as many as `ORACLE_RUNS` says, from `ORACLE_SEED` on.
 * `ORACLE_SHRINK=1` looks for the smallest traffic that shows a difference.
 */
const RUNS = Number(process.env.ORACLE_RUNS ?? 5)
const SEED = Number(process.env.ORACLE_SEED ?? (process.env.ORACLE_RUNS ? Date.now() % 2 ** 31 : 1))
const QUESTIONS = { minLength: 24, maxLength: 24 }

const DAY = 86_400_000
/** Far enough back for no clock to take an event into the future. */
const midnight = Math.floor(Date.now() / DAY) * DAY - 3 * DAY

interface Site {
  id: string
  views: readonly RecordedView[]
  questions: readonly Question[]
}

describe(`the reports of random traffic (seed ${SEED})`, () => {
  let server: TestServer
  const sites: Site[] = []
  let compared = 0

  beforeAll(async () => {
    server = await TestServer.start()
  })
  afterAll(async () => {
    console.info(`${compared} reports of ${sites.length} sites compared`)
    await server.stop()
  })

  it(
    'are those of a naive count by the contract, packed or not, and with a visitor erased',
    async () => {
      let made = 0
      const property = fc.asyncProperty(
        arbitraryTraffic(midnight),
        fc.array(arbitraryQuestion(midnight), QUESTIONS),
        fc.record({ packs: fc.boolean(), erases: fc.constantFrom('ann', null, null) }),
        fc.record({ packs: fc.boolean(), erases: fc.constantFrom('ann', 'ben', null, null) }),
        async (traffic, questions, midway, afterwards) => {
          const id = `site-${++made}`
          await server.admin('POST', '/api/sites', { id, ...traffic.rules })
          const views = recordedViews(await sendTraffic(server, id, traffic, midway), traffic.rules)
          const site = { id, views, questions }
          await compare(site)
          if (afterwards.packs) {
            await server.packed(id)
            await compare(site)
          }
          if (afterwards.erases !== null) {
            expect(await server.erase(id, afterwards.erases)).toMatchObject({ status: 204 })
            site.views = views.filter(({ visitor }) => visitor !== afterwards.erases)
            await compare(site)
          }
          sites.push(site)
        },
      )
      await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: !process.env.ORACLE_SHRINK })
    },
    120_000 + RUNS * 20_000,
  )

  it('are the same after a restart', async () => {
    await server.kill('SIGTERM')
    await server.run()
    for (const site of sites.slice(0, 4)) await compare(site)
  })

  async function compare({ id, views, questions }: Site) {
    const answers = await Promise.all(questions.map((question) => ask(id, question)))
    questions.forEach((question, n) => {
      const expected = expectedAnswer(views, question, answers[n] as { from: string; to: string })
      expect({ question, ...comparable(answers[n]!, expected) }).toEqual({ question, ...expected })
      compared++
    })
  }

  function ask(site: string, { report, params }: Question): Promise<Record<string, any>> {
    if (report === 'funnel') return server.report(report, site, params)
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(params))
      for (const item of [value].flat()) query.append(name, String(item))
    return server.report(`${report}?${query}`, site)
  }
})
