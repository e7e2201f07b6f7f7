import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from 'playwright'
import { chromiumArgs, chromiumPath } from '../../.storybook/chromium.ts'

export interface RealTabs {
  context: BrowserContext
  close(): Promise<void>
}

/**
 * A Chromium whose tabs are hidden by one another, as people's are. Playwright's own has each believe that it is seen, and
 * in front.
 */
export async function openRealTabs(): Promise<RealTabs> {
  const { endpoint, close } = await spawnChromium()
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
  return { context: browser.contexts()[0]!, close: () => browser.close().then(close) }
}

/** A Chromium that shows a page and that nobody steers: one that is steered renders no page ahead. @returns what closes it */
export async function openAlone(url: string): Promise<() => Promise<void>> {
  return (await spawnChromium(url)).close
}

async function spawnChromium(...more: string[]): Promise<{ endpoint: string; close(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'mouse-tracking-tabs-'))
  const args = ['--headless', ...chromiumArgs, '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const process = spawn(chromiumPath ?? chromium.executablePath(), [...args, ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => process.once('exit', resolve))
  const close = async () => {
    process.kill()
    await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  for await (const line of createInterface(process.stderr)) {
    const endpoint = /DevTools listening on (\S+)/.exec(line)?.[1]
    if (!endpoint) continue
    process.stderr.resume()
    return { endpoint, close }
  }
  await close()
  throw new Error('Chromium ended before it was up')
}
