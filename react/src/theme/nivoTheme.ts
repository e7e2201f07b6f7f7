import { token } from './tokens.js'

/** The tokens in nivo's terms: its text and lines follow the theme and its light and dark by themselves. */
export const nivoTheme = {
  background: 'transparent',
  text: { fontFamily: 'inherit', fontSize: 12, fill: token('text') },
  labels: { text: { fill: token('text') } },
  grid: { line: { stroke: token('border') } },
}
