import type { Config } from '../config/config.js'

/** A key that is shorter can be guessed. */
const SAFE_KEY = 16

/**
 * What a server says once it runs, line by line: where it is, and what it serves there.
 * @param madeKey the admin key, where the server has made it itself
 */
export function announcement(
  { host, port, role, mongodbUri, dataDir, adminKey }: Config,
  madeKey: string | null,
): string[] {
  const at = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  const served =
    role === 'worker'
      ? [`  Health        ${at}/api/ready`, `  Metrics       ${at}/metrics`]
      : [
          `  Start page    ${at}/`,
          `  Tracker       ${at}/tracker.js`,
          `  Events        POST ${at}/api/tracking/events, or WebSocket /ws/tracking`,
          `  Reports       GET ${at}/api/sites/demo/heatmap?page=/&layer=click`,
        ]
  return [
    `Mouse Tracking is running (${role === 'all' ? 'API and worker' : role}) on ${at}`,
    ...served,
    ...(mongodbUri === undefined ? [`  Data          ${dataDir} (built-in store)`] : []),
    ...(adminKey !== undefined && adminKey.length < SAFE_KEY
      ? [`  Warning       ADMIN_KEY has fewer than ${SAFE_KEY} characters; choose a long random one`]
      : []),
    ...(madeKey === null ? [] : [`  Admin key     ${madeKey}`]),
  ]
}
