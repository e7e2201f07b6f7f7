import { type Palette, paletteColors } from './paint/colorTable.js'

interface HeatLegendProps {
  palette: Palette
  from: string
  to: string
}

export function HeatLegend({ palette, from, to }: HeatLegendProps) {
  return (
    <span className="mtr-legend">
      {from}
      <i aria-hidden style={{ background: `linear-gradient(90deg, ${paletteColors(palette).join(', ')})` }} />
      {to}
    </span>
  )
}
