import { Controller, Get } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { ApiTags } from '@nestjs/swagger'
import type { Connection } from 'mongoose'
import { unavailable } from '../problem/problem.exception.js'
import { JobQueue } from '../queue/jobQueue.js'
import { AccessFor } from '../sites/access.guard.js'

/** How long (ms) the store and the queue may take to answer. */
const PATIENCE = 2_000

@ApiTags('operations')
@AccessFor('open')
@Controller('api')
export class HealthController {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly jobs: JobQueue,
  ) {}

  /** Liveness: the process answers. */
  @Get('health')
  health() {
    return { status: 'ok' }
  }

  /** Readiness: the store and the queue answer too. */
  @Get('ready')
  async ready() {
    const [store, queue] = await Promise.all([
      answers(async () => Boolean(await this.connection.db?.command({ ping: 1 }))),
      answers(() => this.jobs.healthy()),
    ])
    if (store && queue) return { status: 'ok', store: 'ok', queue: 'ok' }
    throw unavailable(`Not ready: the ${store ? 'queue' : 'store'} does not answer.`, 5)
  }
}

async function answers(check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE)
  })
  try {
    return await Promise.race([check(), late])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
