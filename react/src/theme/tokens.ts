import type { CSSProperties } from 'react'
import type { Theme } from './Theme.js'

type Token = Exclude<keyof Theme, 'colorScheme' | 'series'>

/** The defaults, light and dark. Text keeps a contrast of 4.5 on the surfaces. */
const DEFAULTS: Record<Token, string> = {
  accent: 'light-dark(#4355c9, #8e9dff)',
  text: 'light-dark(#1c2127, #e7e9ec)',
  muted: 'light-dark(#57606a, #9ba5b0)',
  surface: 'light-dark(#ffffff, #14171c)',
  raised: 'light-dark(#ffffff, #20252c)',
  subtle: 'light-dark(#f1f3f5, #22272f)',
  border: 'light-dark(#d8dde3, #353c46)',
  positive: 'light-dark(#1a7a45, #57c288)',
  negative: 'light-dark(#bf3a2b, #ff8f80)',
  fontFamily: 'inherit',
  fontSize: '13px',
  radius: '6px',
}

/** The first group is in the accent, as the whole funnel is. */
const SERIES = [
  'var(--_accent)',
  'light-dark(#0d8a8a, #45c2c2)',
  'light-dark(#c2731a, #eaa64f)',
  'light-dark(#a13f8f, #db86cb)',
  'light-dark(#5d7a1f, #a3c35e)',
  'light-dark(#6b7280, #a3abb8)',
]

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** A token as the components use it: `var(--_accent)`. */
export const token = (name: Token): string => `var(--_${kebab(name)})`

/** The colour of the `index`th group of a breakdown. */
export const seriesColor = (index: number): string => `var(--_series-${(index % SERIES.length) + 1})`

/** The declarations that give a root its tokens: the host's variable, or else the default. */
export const tokenDeclarations = [
  ...Object.entries(DEFAULTS).map(([name, value]) => `--_${kebab(name)}:var(--mtr-${kebab(name)},${value})`),
  ...SERIES.map((value, index) => `--_series-${index + 1}:var(--mtr-series-${index + 1},${value})`),
].join(';')

/** A theme as the style of a root element. */
export function themeStyle(theme: Theme | undefined): CSSProperties {
  const style: Record<string, string> = {}
  if (!theme) return style
  for (const [name, value] of Object.entries(theme)) {
    if (value === undefined || name === 'colorScheme' || name === 'series') continue
    style[`--mtr-${kebab(name)}`] = value
  }
  theme.series?.forEach((value, index) => {
    style[`--mtr-series-${index + 1}`] = value
  })
  if (theme.colorScheme) style.colorScheme = theme.colorScheme === 'auto' ? 'light dark' : theme.colorScheme
  return style
}
