import { type CSSProperties, useState } from 'react'
import { Select } from '../frame/Select.js'
import { useFilters } from '../provider/FilterContext.js'
import { type Look, useLook } from '../theme/LookContext.js'
import { type Days, fromDays, lastDays, PRESETS, presetOf, toDays } from './dateRange.js'
import { FilterBox } from './FilterBox.js'

export interface DateRangeFilterProps extends Look {
  className?: string
  style?: CSSProperties
}

const CUSTOM = 'custom'

/** Sets the dates that all components of the nearest provider show: the last days, or any days (UTC) from one to another. */
export function DateRangeFilter({ className, style, ...own }: DateRangeFilterProps) {
  const look = useLook(own)
  const { strings, formats } = look
  const { filters, setFilters } = useFilters()
  const now = Date.now()
  const preset = presetOf(filters, now)
  const [draft, setDraft] = useState<Days | null>(null)
  const custom = draft !== null || preset === undefined
  const days = draft ?? toDays(filters, now)

  function choose(value: string) {
    if (value === CUSTOM) return setDraft(toDays(filters, now))
    setDraft(null)
    setFilters({ ...filters, ...lastDays(Number(value), now) })
  }

  function change(next: Days) {
    const range = fromDays(next)
    setDraft(next)
    if (range) setFilters({ ...filters, ...range })
  }

  return (
    <FilterBox look={look} className={className} style={style}>
      <Select
        label={strings.common.dates}
        value={custom ? CUSTOM : String(preset)}
        options={[
          ...PRESETS.map((count) => ({
            value: String(count),
            label: strings.common.lastDays(formats.count(count)),
          })),
          { value: CUSTOM, label: strings.common.customRange },
        ]}
        onChange={choose}
      />
      {custom && (
        <>
          <input
            type="date"
            className="mtr-input"
            aria-label={strings.common.from}
            value={days.first}
            max={days.last}
            onChange={(event) => change({ ...days, first: event.target.value })}
          />
          <input
            type="date"
            className="mtr-input"
            aria-label={strings.common.to}
            value={days.last}
            min={days.first}
            onChange={(event) => change({ ...days, last: event.target.value })}
          />
        </>
      )}
    </FilterBox>
  )
}
