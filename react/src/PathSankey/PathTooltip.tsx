import type { Diagram, Hovered } from './DiagramContext.js'
import { OTHER } from './layout/collapsePaths.js'

interface PathTooltipProps {
  hovered: Hovered
  diagram: Diagram
  counts: ReadonlyMap<string, number>
  nodeHint: string | undefined
}

export function PathTooltip({ hovered, diagram, counts, nodeHint }: PathTooltipProps) {
  const { look, displayName, totals, leaves } = diagram
  const { paths } = look.strings
  const { formats } = look
  const page = (id: string) => displayName(id.slice(id.indexOf(':') + 1))

  if ('link' in hovered) {
    const { source, target, value } = hovered.link
    return (
      <>
        <b>{paths.link(page(source), page(target))}</b>
        <span>
          {paths.sessions(formats.count(value))} · {formats.percent(value / (counts.get(source) ?? value))}
        </span>
      </>
    )
  }
  const node = 'node' in hovered ? hovered.node : hovered.dropOff
  const left = paths.dropOffs(formats.number(node.exits), formats.percent(node.exits / node.count))
  if ('dropOff' in hovered) {
    return (
      <>
        <b>{displayName(node.page)}</b>
        <span>{left}</span>
      </>
    )
  }
  return (
    <>
      <b>{displayName(node.page)}</b>
      <span>
        {paths.sessions(formats.count(node.count))},{' '}
        {paths.ofStep(formats.percent(node.count / (totals.get(node.step) || 1)))}
      </span>
      {node.step > 0 && node.starts > 0 && <span>{paths.starts(formats.number(node.starts))}</span>}
      {leaves(node) && <span>{left}</span>}
      {node.page === OTHER ? <span>{paths.otherHint}</span> : nodeHint && <span>{nodeHint}</span>}
    </>
  )
}
