import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The assignment that makes heatmap.js throw in strict mode, where `ImageData.data` is read-only. It does nothing:
 * the array was changed in place. */
const FAULT = /^\s*img\.data\s*=\s*imgData;\s*$/gm

/** heatmap.js as the text of an ES module with a default export, without its one strict-mode fault and with its licence
 * comment marked so that bundlers keep it. Throws when the installed heatmap.js is not the one this was made for. */
export function heatmapJsModule(source: string): string {
  const faults = source.match(FAULT)?.length ?? 0
  if (faults !== 1) {
    throw new Error(
      `heatmap.js: expected one assignment to ImageData.data, found ${faults}. Check react/build/heatmapJsSource.ts against the installed version.`,
    )
  }
  const strict = source.replace(FAULT, '').replace(/^\/\*/, '/*!')
  return `const module = { exports: {} };\n${strict}\nexport default module.exports;\n`
}

export function readHeatmapJsModule(): string {
  return heatmapJsModule(readFileSync(require.resolve('heatmap.js'), 'utf8'))
}
