import { useSummary } from '@mouse-tracking/react'

const number = new Intl.NumberFormat('en')
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** Figures of the host's own, from one of the library's hooks. */
export function Figures() {
  const { data } = useSummary({})
  const total = data?.total
  const figures = [
    { name: 'Visitors', text: total && number.format(total.visitors) },
    { name: 'Sessions', text: total && number.format(total.sessions) },
    { name: 'Page views', text: total && number.format(total.views) },
    { name: 'Bounce rate', text: total && percent.format(total.bounceRate ?? 0) },
    { name: 'Rage clicks', text: total && number.format(total.rage) },
  ]
  return (
    <dl className="admin-figures">
      {figures.map(({ name, text }) => (
        <div key={name} className="admin-card">
          <dt>{name}</dt>
          <dd>{text ?? '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
