import type { Device } from '@mouse-tracking/contract'
import { DEVICES } from '../filters/devices.js'
import { Disclosure } from '../frame/Disclosure.js'
import { filterIcon } from '../frame/icons.js'
import { Select } from '../frame/Select.js'
import type { ResolvedLook } from '../theme/LookContext.js'

/** Whose views a heatmap takes in. */
export interface HeatmapFilterValues {
  device?: Device
  /** CSS px, in steps of 64, inclusive. */
  minWidth?: number
  maxWidth?: number
}

interface HeatmapFiltersProps {
  look: ResolvedLook
  values: HeatmapFilterValues
  onChange: (values: HeatmapFilterValues) => void
}

const STEP = 64

/** Device and viewport width, behind a button that shows when one is set. */
export function HeatmapFilters({ look, values, onChange }: HeatmapFiltersProps) {
  const { common } = look.strings
  const active = values.device !== undefined || values.minWidth !== undefined || values.maxWidth !== undefined
  return (
    <Disclosure label={common.filters} icon={filterIcon} active={active}>
      <div className="mtr-field">
        <span>{common.device}</span>
        <Select<Device | ''>
          label={common.device}
          value={values.device ?? ''}
          options={[
            { value: '', label: common.allDevices },
            ...DEVICES.map((value) => ({ value, label: common[value] })),
          ]}
          onChange={(device) => onChange({ ...values, device: device || undefined })}
        />
      </div>
      <div className="mtr-field">
        <span>{common.width} (px)</span>
        <div className="mtr-pair">
          <Width
            label={common.minWidth}
            value={values.minWidth}
            onChange={(minWidth) => onChange({ ...values, minWidth })}
          />
          <span aria-hidden>–</span>
          <Width
            label={common.maxWidth}
            value={values.maxWidth}
            onChange={(maxWidth) => onChange({ ...values, maxWidth })}
          />
        </div>
      </div>
    </Disclosure>
  )
}

interface WidthProps {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
}

function Width({ label, value, onChange }: WidthProps) {
  return (
    <input
      type="number"
      className="mtr-input"
      aria-label={label}
      placeholder={label}
      min={0}
      step={STEP}
      value={value ?? ''}
      onChange={(event) => {
        const next = event.target.valueAsNumber
        onChange(Number.isFinite(next) && next >= 0 ? next : undefined)
      }}
    />
  )
}
