import fc from 'fast-check'
import { whole } from './batchCases.arbitrary.js'
import { type FuzzCase, json, SITES } from './FuzzCase.js'
import { byteMutations, mutated, mutatedBytes, mutations } from './mutate.js'
import { nastyValue } from './nasty.js'
import { badKey, FUNNEL } from './requestCases.arbitrary.js'

const LIVE = { subscribe: 'a', report: 'heatmap', site: SITES[0], params: { page: '/', layer: 'click' } }
const liveFrame = fc.oneof(
  fc
    .record({
      message: fc.constantFrom<object>(
        LIVE,
        { subscribe: 'f', report: 'funnel', site: SITES[0], params: FUNNEL },
        { ...LIVE, report: 'paths', params: { start: '/' } },
        { unsubscribe: 'a' },
      ),
      mutations,
      isChanged: fc.boolean(),
    })
    .map(
      ({ message, mutations, isChanged }) =>
        JSON.stringify(isChanged ? mutated(message, mutations) : message) ?? '',
    ),
  fc.record({ bytes: byteMutations }).map(({ bytes }) => mutatedBytes(json(LIVE), bytes).toString('latin1')),
  nastyValue.map((value) => JSON.stringify(value)),
  badKey.map((token) => JSON.stringify({ token })),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
)
/** Conversations about live reports. */
export const live = fc
  .array(liveFrame, { minLength: 1, maxLength: 4 })
  .map((frames): FuzzCase => ({ kind: 'live', frames }))

/** Requests on a bare connection that no client library would send. */
export const raw = fc
  .record({
    how: fc.constantFrom('chunkedCut', 'lengthCut', 'chunkedBad', 'twoLengths', 'head', 'socket', 'any'),
    whole,
    bytes: byteMutations,
    any: fc.uint8Array({ maxLength: 200 }),
  })
  .map(({ how, whole, bytes, any }): FuzzCase => {
    const body = json(whole).subarray(0, 60_000)
    const post = 'POST /api/tracking/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const chunk = `${body.length.toString(16)}\r\n`
    const made = (...parts: (string | Buffer)[]): FuzzCase => ({
      kind: 'raw',
      bytes: Buffer.concat(parts.map((part) => Buffer.from(part as string))),
    })
    switch (how) {
      case 'chunkedCut':
        return made(post, 'transfer-encoding: chunked\r\n\r\n', chunk, body, '\r\n')
      case 'lengthCut':
        return made(post, `content-length: ${body.length + 10}\r\n\r\n`, body)
      case 'chunkedBad':
        return made(
          post,
          'transfer-encoding: chunked\r\n\r\n',
          mutatedBytes(Buffer.from(chunk), bytes),
          body,
          '\r\n0\r\n\r\n',
        )
      case 'twoLengths':
        return made(
          post,
          `content-length: ${body.length}\r\ntransfer-encoding: chunked\r\n\r\n`,
          chunk,
          body,
          '\r\n0\r\n\r\n',
        )
      case 'head':
        return made(mutatedBytes(Buffer.from(`${post}\r\n`), bytes))
      case 'socket':
        return made(
          'GET /ws/tracking HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
          mutatedBytes(Buffer.concat([Buffer.of(0x81, 0x85, 1, 2, 3, 4), Buffer.from(any)]), bytes),
        )
      default:
        return made(Buffer.from(any))
    }
  })
