import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { launchChromium } from '../launchChromium.mjs'

/**
 * Serves this folder, and opens a real Chromium with nothing but the processor.
 * @template T
 * @param {(browser: import('playwright').Browser, url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withChromium(work) {
  const vite = await createServer({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)) })
  await vite.listen()
  const browser = await launchChromium()
  try {
    return await work(browser, vite.resolvedUrls?.local[0] ?? '')
  } finally {
    await browser.close()
    await vite.close()
  }
}
