import { useId } from 'react'
import type { Glaze, Product } from './catalogue.js'

const SIZE = 200

type Shape = Pick<Product, 'profile' | 'handle'>

/** A pot, turned from its profile as on a wheel; decoration alone when it has no label. */
export function Pot({ shape, glaze, label }: { shape: Shape; glaze: Glaze; label?: string }) {
  const id = useId()
  const right = shape.profile.map(([radius, height]) => at(radius, height))
  const left = shape.profile.map(([radius, height]) => at(-radius, height)).reverse()
  const [rimRadius, rimHeight] = shape.profile[0]!
  const rim = at(rimRadius, rimHeight)
  return (
    <svg className="pot" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label} aria-hidden={!label}>
      <defs>
        <linearGradient id={`${id}body`} x1="0" x2="1" y1="0" y2="0">
          <stop offset="0" stopColor={glaze.dark} />
          <stop offset="0.32" stopColor={glaze.light} />
          <stop offset="0.55" stopColor={glaze.light} />
          <stop offset="1" stopColor={glaze.dark} />
        </linearGradient>
        <clipPath id={`${id}clip`}>
          <path d={`M ${join(right)} L ${join(left)} Z`} />
        </clipPath>
      </defs>
      <ellipse cx={SIZE / 2} cy={192} rx={62} ry={6} className="pot-shadow" />
      {shape.handle && <path className="pot-handle" stroke={glaze.dark} d={handle(shape.profile)} />}
      <g clipPath={`url(#${id}clip)`}>
        <rect width={SIZE} height={SIZE} fill={`url(#${id}body)`} />
        {/* Bare clay below the glaze line. */}
        <path d="M 0 172 Q 50 166 100 171 T 200 170 V 200 H 0 Z" fill="#8d6a4f" fillOpacity="0.55" />
      </g>
      <ellipse
        cx={SIZE / 2}
        cy={rim.y}
        rx={rim.x - SIZE / 2}
        ry={Math.max(2, (rim.x - SIZE / 2) * 0.1)}
        fill={glaze.dark}
        stroke={glaze.light}
        strokeWidth="1.5"
      />
    </svg>
  )
}

interface Point {
  x: number
  y: number
}

const at = (radius: number, height: number): Point => ({ x: SIZE / 2 + radius * 95, y: height * SIZE })

/** A smooth line through the points: quadratic curves between their middles. */
function join(points: Point[]): string {
  const [first, ...rest] = points
  let d = `${first!.x} ${first!.y}`
  for (const [i, point] of rest.entries()) {
    const next = rest[i + 1]
    d += next
      ? ` Q ${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
      : ` L ${point.x} ${point.y}`
  }
  return d
}

/** An ear on the right, from below the rim to the belly. */
function handle(profile: Product['profile']): string {
  const [, top] = profile[0]!
  const upper = at(widthAt(profile, top + 0.12) - 0.03, top + 0.12)
  const lower = at(widthAt(profile, 0.72) - 0.03, 0.72)
  return `M ${upper.x} ${upper.y} C ${upper.x + 52} ${upper.y - 6} ${lower.x + 46} ${lower.y - 4} ${lower.x} ${lower.y}`
}

function widthAt(profile: Product['profile'], height: number): number {
  const below = profile.findIndex(([, h]) => h >= height)
  const [r1, h1] = profile[Math.max(0, below)]!
  const [r0, h0] = profile[Math.max(0, below - 1)]!
  return h1 === h0 ? r1 : r0 + ((r1 - r0) * (height - h0)) / (h1 - h0)
}
