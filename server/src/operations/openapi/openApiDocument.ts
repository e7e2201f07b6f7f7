import type { OpenAPIObject } from '@nestjs/swagger'
import { type ZodType, z } from 'zod'
import { formsQuery } from '../../forms/forms.service.js'
import { funnelQuerySchema } from '../../funnel/funnelQuery.js'
import { heatmapQuery } from '../../heatmap/heatmapQuery.js'
import { batchSchema } from '../../ingest/batch.schema.js'
import { pagesQuery } from '../../pages/pages.service.js'
import { pathsQuerySchema } from '../../paths/pathsQuery.js'
import { reportQuery } from '../../reports/filters.js'
import { newSiteSchema, siteChangesSchema, tokenRequestSchema } from '../../sites/site.schema.js'
import * as answers from './answers.js'
import { BATCH, FUNNEL, SITE } from './examples.js'
import { describe, type Operation } from './operation.js'

const SITE_PATH = '/api/sites/{site}'
const VISITOR_PATH = `${SITE_PATH}/visitors/{visitor}`

const report = (name: string, summary: string, query: ZodType, answer: ZodType): Operation => ({
  method: 'get',
  path: `${SITE_PATH}/${name}`,
  tag: 'reports',
  summary,
  access: 'reports',
  query,
  answers: { 200: answer },
})

const admin = (
  method: Operation['method'],
  path: string,
  summary: string,
  rest: Pick<Operation, 'answers' | 'body' | 'problems'>,
): Operation => ({
  method,
  path,
  tag: path === VISITOR_PATH ? 'privacy' : 'sites',
  summary,
  access: 'admin',
  ...rest,
})

const open = (
  path: string,
  summary: string,
  answer: ZodType | string,
  problems: number[] = [],
): Operation => ({
  method: 'get',
  path,
  tag: 'operations',
  summary,
  access: 'open',
  answers: { 200: answer },
  problems,
})

const OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/api/tracking/events',
    tag: 'tracking',
    summary: 'Takes one batch of events; answers once it is durable.',
    access: 'open',
    body: { schema: batchSchema, example: BATCH },
    answers: { 202: answers.accepted },
    problems: [403, 404, 429, 503],
  },
  report('heatmap', 'Where people point, click and scroll on a page.', heatmapQuery, answers.heatmap),
  report('paths', 'Which ways sessions take through the pages.', pathsQuerySchema, answers.paths),
  {
    ...report('funnel', 'How far people get in a sequence of steps.', z.unknown(), answers.funnel),
    method: 'post',
    query: undefined,
    body: { schema: funnelQuerySchema, example: FUNNEL },
  } as Operation,
  report('pages', 'The most viewed pages.', pagesQuery, answers.pages),
  report('forms', 'How forms are filled in, field by field.', formsQuery, answers.forms),
  report('summary', 'Visitors, sessions and views, in all and by day.', reportQuery({}), answers.summary),
  admin('post', '/api/sites', 'Makes a site.', {
    body: { schema: newSiteSchema, example: SITE },
    answers: { 201: answers.newSite },
    problems: [409],
  }),
  admin('get', '/api/sites', 'All sites.', { answers: { 200: answers.siteList } }),
  admin('patch', SITE_PATH, 'Changes a site.', {
    body: { schema: siteChangesSchema, example: { rawDays: 7 } },
    answers: { 200: answers.site },
  }),
  admin(
    'delete',
    SITE_PATH,
    'Removes a site with all of its data. 202: it takes longer, and is being done.',
    {
      answers: { 204: null, 202: answers.running },
    },
  ),
  admin('post', `${SITE_PATH}/secret`, 'Makes a new secret; tokens signed with the old one are refused.', {
    answers: { 201: answers.newSecret },
  }),
  admin('post', `${SITE_PATH}/tokens`, 'Makes an embed token, which reads the reports of the site.', {
    body: { schema: tokenRequestSchema, example: { expiresIn: 900 } },
    answers: { 201: answers.token },
  }),
  admin('get', VISITOR_PATH, 'All that is held of a visitor.', {
    answers: { 200: answers.visitor },
    problems: [400],
  }),
  admin('delete', VISITOR_PATH, 'Erases a visitor. 202: it takes longer, and is being done.', {
    answers: { 204: null, 202: answers.running },
    problems: [400],
  }),
  open('/api/health', 'Liveness: the process answers.', answers.health),
  open('/api/ready', 'Readiness: the store and the queue answer too.', answers.ready, [503]),
  open('/metrics', 'Metrics for Prometheus.', 'text/plain'),
]

const DEMO = open(
  '/api/demo/token',
  'An embed token for the demo site, for the start page.',
  answers.demoToken,
  [403],
)

/** The API's description. The demo is part of it on the built-in store. */
export function openApiDocument(withDemo: boolean): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = {}
  for (const operation of withDemo ? [...OPERATIONS, DEMO] : OPERATIONS)
    paths[operation.path] = { ...paths[operation.path], ...describe(operation) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mouse Tracking',
      version: '1',
      description:
        'Behaviour analytics: events in, heatmaps, paths and funnels out. Events also go over the WebSocket ' +
        '`/ws/tracking`, one batch a message; reports are pushed over `/ws/reports`.',
    },
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'The admin key; for reports also an embed token of the site (JWT, HS256).',
        },
      },
    },
  } as OpenAPIObject
}
