// ClickHouse in this process (chdb), with the same key events. Every question is put in each way that looked promising; the
// fastest of them is what counts. ClickHouse uses all cores.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Session } from 'chdb'
import { ROW, writeRows } from '../data/rows.mjs'
import { DAY } from '../data/sessions.mjs'

/** By session, in order of start, which is how the questions of the bench like it best. */
const EVENTS =
  'session UInt32, visitor UInt32, device UInt8, at UInt64, kind UInt8, what LowCardinality(String)'

/**
 * @typedef {{ session: Session, version: string, bytesPerSession: number }} ClickHouse
 */

/**
 * @param {{ cache: string, seed: number }} options
 * @param {number} sessions
 * @returns {Promise<ClickHouse>}
 */
export async function openClickHouse({ cache, seed }, sessions) {
  const dir = join(cache, `clickhouse-${seed}-${sessions}`)
  const done = existsSync(join(dir, 'loaded'))
  if (!done) await rm(dir, { recursive: true, force: true })
  const session = new Session(dir)
  const query = (/** @type {string} */ sql) => session.query(sql, 'TabSeparated').trim()
  if (!done) {
    const file = join(cache, `rows-${seed}-${sessions}`)
    await writeRows(file, seed, sessions)
    query('CREATE DATABASE bench')
    const sorted = (/** @type {string} */ name, /** @type {string} */ key) => {
      query(
        `CREATE TABLE bench.${name} (${EVENTS}, INDEX times at TYPE minmax GRANULARITY 1) ENGINE = MergeTree ORDER BY ${key}`,
      )
      query(
        `INSERT INTO bench.${name} SELECT session, visitor, device, at, kind, what FROM file('${file}', 'RowBinary', '${ROW}')`,
      )
      query(`OPTIMIZE TABLE bench.${name} FINAL`)
    }
    sorted('events', '(session, at)')
    sorted('by_visitor', '(visitor, at)')
    query(`CREATE TABLE bench.sessions ENGINE = MergeTree ORDER BY session AS
      SELECT session, any(device) AS device, groupArray(at) AS ats, groupArray(kind) AS kinds, groupArray(what) AS whats
      FROM (SELECT * FROM bench.events ORDER BY session, at) GROUP BY session`)
    query(`CREATE TABLE bench.packed (session UInt32 CODEC(Delta, ZSTD), visitor UInt32 CODEC(ZSTD), device UInt8 CODEC(ZSTD),
      at UInt64 CODEC(Delta, ZSTD), kind UInt8 CODEC(ZSTD), what LowCardinality(String) CODEC(ZSTD))
      ENGINE = MergeTree ORDER BY (session, at) AS SELECT session, visitor, device, at, kind, what FROM bench.events`)
    query('OPTIMIZE TABLE bench.packed FINAL')
    query(`SELECT 1 INTO OUTFILE '${join(dir, 'loaded')}' FORMAT TabSeparated`)
    await rm(file)
  }
  const bytes = Number(
    query(`SELECT min(bytes) FROM (SELECT sum(bytes_on_disk) AS bytes FROM system.parts
      WHERE active AND database = 'bench' AND table IN ('events', 'packed') GROUP BY table)`),
  )
  return { session, version: query('SELECT version()'), bytesPerSession: bytes / sessions }
}

/**
 * @param {import('../data/questions.mjs').FunnelQuestion} question
 * @returns {Record<string, string>} SQL by the name of the way
 */
export function funnelQueries({ steps, windowMs, per, from, to, device }) {
  const conditions = steps.map((step) =>
    'click' in step
      ? `kind = 1 AND what = '${step.click}'`
      : 'event' in step
        ? `kind = 2 AND what = '${step.event}'`
        : step.page.endsWith('/*')
          ? `kind = 0 AND startsWith(what, '${step.page.slice(0, -1)}')`
          : `kind = 0 AND what = '${step.page}'`,
  )
  const whole = to - from >= 30 * DAY && device === null
  const first = whole ? conditions[0] : `${conditions[0]} AND at >= ${from} AND at < ${to}`
  const matches = conditions.map((condition) => `(${condition})`).join(' OR ')
  const where = [
    `(${matches})`,
    ...(whole ? [] : [`at >= ${from} AND at < ${to + windowMs}`]),
    ...(device === null ? [] : [`device = ${device}`]),
  ].join(' AND ')
  const funnel = `windowFunnel(${windowMs})(at, ${[first, ...conditions.slice(1)].join(', ')})`
  const levels = (/** @type {string} */ inner) =>
    `SELECT level, count() FROM (${inner}) WHERE level > 0 GROUP BY level ORDER BY level`
  const grouped = `SELECT ${funnel} AS level FROM bench.${per === 'session' ? 'events' : 'by_visitor'} WHERE ${where} GROUP BY ${per}`
  const having = `${grouped} HAVING countIf(${first}) > 0`
  return {
    'by group': levels(grouped),
    'in order': `${levels(grouped)} SETTINGS optimize_aggregation_in_order = 1`,
    'in order, started': `${levels(having)} SETTINGS optimize_aggregation_in_order = 1`,
  }
}

/** The step edges of the first pages of every session: all that a paths report needs. */
export function pathQueries(/** @type {number} */ depth) {
  const edges = (/** @type {string} */ walks) =>
    `SELECT step, edge.1, edge.2, count() FROM (${walks})
     ARRAY JOIN arrayZip(walk, arrayPushBack(arrayPopFront(walk), '')) AS edge, arrayEnumerate(walk) AS step GROUP BY 1, 2, 3`
  const cut = (/** @type {string} */ pages) => `arraySlice(arrayCompact(${pages}), 1, ${depth}) AS walk`
  return {
    'by session': edges(
      `SELECT ${cut('arrayFilter((what, kind) -> kind = 0, whats, kinds)')} FROM bench.sessions`,
    ),
    'by event': edges(
      `SELECT ${cut('groupArray(what)')} FROM (SELECT session, what FROM bench.events WHERE kind = 0 ORDER BY session, at)
       GROUP BY session SETTINGS optimize_aggregation_in_order = 1`,
    ),
  }
}

/**
 * @param {ClickHouse} clickHouse
 * @param {string} sql
 * @returns {string[][]} rows
 */
export function rowsOf({ session }, sql) {
  const text = session.query(sql, 'TabSeparated').trimEnd()
  return text === '' ? [] : text.split('\n').map((line) => line.split('\t'))
}
