import { MongoClient } from 'mongodb'
import { z } from 'zod'

/** Everything that the environment decides; nothing else reads `process.env`. */
export interface Config {
  port: number
  host: string
  role: Role
  /** Unset on the built-in store: a key is then made and kept in `dataDir`. */
  adminKey: string | undefined
  /** Where the built-in store lives. */
  dataDir: string
  /** Unset: the built-in store. */
  mongodbUri: string | undefined
  /** Unset: jobs run in this process. */
  redisUrl: string | undefined
  /** Batches a second from one address; 0 is off. */
  ingestRateLimit: number
  /** Reports a second per key; 0 is off. */
  reportRateLimit: number
  /** Decoded data that reports keep in memory, at most. */
  reportCacheBytes: number
  /** Proxy hops whose `X-Forwarded-For` is believed. */
  trustProxy: number
}

export type Role = 'all' | 'api' | 'worker'

/** A fault in the environment: one line that says which variable and why. */
export class ConfigError extends Error {}

const whole = (max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().max(max, `must be at most ${max}`))

const url = (schemes: string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)), {
    error: `must start with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })

/** The driver's own check; nothing connects. What it complains of may quote the password, so it is not passed on. */
function isMongodbUri(uri: string): boolean {
  try {
    new MongoClient(uri)
    return true
  } catch {
    return false
  }
}

const environment = z.object({
  PORT: whole(65_535).default(4000),
  HOST: z.string().min(1, 'must not be empty').default('0.0.0.0'),
  ROLE: z.enum(['all', 'api', 'worker'], { error: 'must be all, api or worker' }).default('all'),
  ADMIN_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
    .optional(),
  DATA_DIR: z.string().min(1, 'must not be empty').default('data'),
  MONGODB_URI: url(['mongodb', 'mongodb+srv'])
    .refine(isMongodbUri, 'is no connection string: it must be like mongodb://host:27017/mouse-tracking')
    .optional(),
  REDIS_URL: url(['redis', 'rediss'])
    .refine(
      (value) => URL.canParse(value) && new URL(value).hostname !== '',
      'must be like redis://host:6379',
    )
    .optional(),
  INGEST_RATE_LIMIT: whole(1_000_000).default(100),
  REPORT_RATE_LIMIT: whole(1_000_000).default(50),
  REPORT_CACHE_MB: whole(1_048_576).pipe(z.number().min(1, 'must be at least 1')).default(256),
  TRUST_PROXY: whole(32).default(0),
})

/**
 * Reads the environment into a `Config`. An empty variable counts as unset.
 * @throws ConfigError naming the first variable that is wrong and why.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ConfigError(`${issue.path.join('.')} ${issue.message}`)
  }
  const values = parsed.data
  if (values.REDIS_URL && !values.MONGODB_URI)
    throw new ConfigError('REDIS_URL needs MONGODB_URI: the built-in store runs its jobs in this process')
  if (values.ROLE !== 'all' && !values.MONGODB_URI)
    throw new ConfigError(`ROLE=${values.ROLE} needs MONGODB_URI: the built-in store takes only ROLE=all`)
  if (values.ROLE !== 'all' && !values.REDIS_URL)
    throw new ConfigError(
      `ROLE=${values.ROLE} needs REDIS_URL: without it jobs run in-process and only ROLE=all works`,
    )
  if (values.MONGODB_URI && !values.ADMIN_KEY)
    throw new ConfigError('ADMIN_KEY is required with MONGODB_URI: choose a long random one')
  return {
    port: values.PORT,
    host: values.HOST,
    role: values.ROLE,
    adminKey: values.ADMIN_KEY,
    dataDir: values.DATA_DIR,
    mongodbUri: values.MONGODB_URI,
    redisUrl: values.REDIS_URL,
    ingestRateLimit: values.INGEST_RATE_LIMIT,
    reportRateLimit: values.REPORT_RATE_LIMIT,
    reportCacheBytes: values.REPORT_CACHE_MB * 1_048_576,
    trustProxy: values.TRUST_PROXY,
  }
}
