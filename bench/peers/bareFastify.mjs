// The least that a Fastify route can do with a batch: parse it, hold it to the same schema, and drop it. In a process of its own.
import Fastify from 'fastify'
import { batchSchema } from '../../server/dist/ingest/batch.schema.js'

const fastify = Fastify({ bodyLimit: 1_048_576 })
fastify.post('/', async ({ body }, reply) => {
  const { success, data } = batchSchema.safeParse(body)
  if (!success) return reply.code(400).send({})
  return reply.code(202).send({ accepted: data.views.reduce((sum, { events }) => sum + events.length, 0) })
})
process.stdout.write(`${await fastify.listen({ host: '127.0.0.1', port: 0 })}\n`)
process.once('SIGTERM', () => process.exit(0))
