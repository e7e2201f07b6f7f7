import { english } from './english.js'
import type { StringOverrides, Strings } from './Strings.js'

/** English with the overrides put over it, later ones over earlier ones. */
export function mergeStrings(...overrides: (StringOverrides | undefined)[]): Strings {
  let strings = english
  for (const one of overrides) {
    if (!one) continue
    strings = {
      common: { ...strings.common, ...one.common },
      heatmap: { ...strings.heatmap, ...one.heatmap },
      paths: { ...strings.paths, ...one.paths },
      funnel: { ...strings.funnel, ...one.funnel },
    }
  }
  return strings
}
