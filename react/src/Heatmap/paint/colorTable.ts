import { HOTTEST_INTENSITY } from './heatScale.js'

/** 256 colours by intensity (the hottest place of a page has the last one's), red, green, blue and alpha each 0 to 255. The first is clear. */
export type ColorTable = Uint8ClampedArray<ArrayBuffer>

export const PALETTES = {
  classic: ['#3b5bff', '#1fb6f0', '#2fd07f', '#f4e23f', '#ff8a1f', '#e3262c'],
  fire: ['#5a1d8c', '#b3266f', '#ec5a38', '#fbb322', '#fcf3a0'],
  viridis: ['#482878', '#3e4a89', '#26828e', '#35b779', '#b5de2b', '#fde725'],
} as const

export type PaletteName = keyof typeof PALETTES
/** A palette by name, or two or more hex colours (`#rrggbb`) from the coldest to the hottest. */
export type Palette = PaletteName | readonly string[]

/** Lifts low intensities, so that a single click shows beside a hundred. */
const TONE = 0.7
/** The tone at which a colour is fully opaque. */
const SOLID = 0.55

export function colorTable(palette: Palette): ColorTable {
  const ramp = colorRamp(palette)
  const table = new Uint8ClampedArray(256 * 4)
  for (let i = 1; i < 256; i++) {
    const tone = Math.min(1, i / 255 / HOTTEST_INTENSITY) ** TONE
    table.set(ramp(tone), i * 4)
    table[i * 4 + 3] = 255 * Math.min(1, tone / SOLID)
  }
  return table
}

/** The palette's colour (red, green, blue, 0 to 255) at a share of its length, 0 to 1. */
export function colorRamp(palette: Palette): (share: number) => [number, number, number] {
  const stops = paletteColors(palette).map(parseHex)
  if (stops.length < 2) throw new Error('A palette needs two colours or more.')
  return (share) => {
    const at = share * (stops.length - 1)
    const from = stops[Math.floor(at)]!
    const to = stops[Math.min(Math.floor(at) + 1, stops.length - 1)]!
    const blend = (c: 0 | 1 | 2) => from[c] + (to[c] - from[c]) * (at % 1)
    return [blend(0), blend(1), blend(2)]
  }
}

export function paletteColors(palette: Palette): readonly string[] {
  return typeof palette === 'string' ? PALETTES[palette] : palette
}

function parseHex(color: string): [number, number, number] {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color)
  const full = short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : color
  if (!/^#[\da-f]{6}$/i.test(full)) {
    throw new Error(`A palette's colours are hex, such as #e3262c; "${color}" is not.`)
  }
  const value = Number.parseInt(full.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
