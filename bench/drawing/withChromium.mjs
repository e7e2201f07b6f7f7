import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { createServer } from 'vite'

/**
 * Serves this folder, and opens a real Chromium with nothing but the processor.
 * @template T
 * @param {(browser: import('playwright').Browser, url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withChromium(work) {
  const executablePath =
    process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)
  const vite = await createServer({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)) })
  await vite.listen()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
  try {
    return await work(browser, vite.resolvedUrls?.local[0] ?? '')
  } finally {
    await browser.close()
    await vite.close()
  }
}
