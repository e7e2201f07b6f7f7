import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The Chromium that browser tests run in: `CHROMIUM_PATH`, else one of the system, else (undefined) Playwright's own. */
export const chromiumPath: string | undefined =
  process.env.CHROMIUM_PATH ?? PLACES.find((place) => existsSync(place))

/** Quiet and offline; without the sandbox only where it cannot run, as root. */
export const chromiumArgs: string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
