import { type Browser, chromium, type LaunchOptions } from 'playwright'
import { chromiumArgs, chromiumPath } from '../.storybook/chromium.ts'

/** A Chromium of its own for a test file. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  if (!chromiumPath)
    throw new Error(
      'no Chromium was found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH',
    )
  return chromium.launch({ executablePath: chromiumPath, args: chromiumArgs, ...options })
}
