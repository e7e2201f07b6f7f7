import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { type Config, ConfigError } from '../config/config.js'

/** How long (ms) a service may take to be there: those that are started together come up in any order. */
const PATIENCE = 30_000
/** How long (ms) one try may take, and between two. */
const TRY = 5_000
const PAUSE = 1_000

/**
 * Waits until MongoDB and Redis answer, as far as they are set.
 * @param say takes a line when one has to be waited for
 * @throws ConfigError that says which does not answer, and why
 */
export async function awaitServices(
  { mongodbUri, redisUrl }: Config,
  say: (line: string) => void,
  patience = PATIENCE,
): Promise<void> {
  const waits = []
  if (mongodbUri !== undefined)
    waits.push(answers('MONGODB_URI', hostsOf(mongodbUri), () => askMongodb(mongodbUri), say, patience))
  if (redisUrl !== undefined)
    waits.push(answers('REDIS_URL', new URL(redisUrl).host, () => askRedis(redisUrl), say, patience))
  await Promise.all(waits)
}

async function answers(
  variable: string,
  where: string,
  ask: () => Promise<unknown>,
  say: (line: string) => void,
  patience: number,
): Promise<void> {
  const until = performance.now() + patience
  for (let tries = 1; ; tries++) {
    try {
      await ask()
      return
    } catch (error) {
      const why = (error as Error).message
      if (isRefusal(error))
        throw new ConfigError(`${variable}: ${where} refuses the connection (${why}); correct it`)
      if (performance.now() >= until)
        throw new ConfigError(
          `${variable}: ${where} does not answer (${why}); start it, or correct ${variable}`,
        )
      if (tries === 1) say(`${variable}: ${where} does not answer (${why}); trying for ${patience / 1_000} s`)
    }
    await sleep(PAUSE)
  }
}

async function askMongodb(uri: string) {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: TRY, connectTimeoutMS: TRY })
  try {
    await client.db().command({ ping: 1 })
  } finally {
    await client.close()
  }
}

async function askRedis(url: string) {
  // Loaded only where it is used: it takes megabytes.
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TRY,
    commandTimeout: TRY,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  let cause: Error | undefined
  redis.on('error', (error) => {
    cause = error
  })
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    // That the connection is closed says less than what closed it.
    throw cause ?? error
  } finally {
    redis.disconnect()
  }
}

/** Who is asked and says no says so every time. */
function isRefusal(error: unknown): boolean {
  const { name, message, code } = error as Error & { code?: unknown }
  return (
    (name === 'MongoServerError' && (code === 18 || code === 8000)) ||
    /^(NOAUTH|WRONGPASS|NOPERM)\b/.test(message)
  )
}

/** The hosts alone: the rest may hold a password. */
const hostsOf = (uri: string) => /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'MongoDB'
