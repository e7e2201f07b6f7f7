import type { Device } from '@mouse-tracking/contract'
import type { CSSProperties } from 'react'
import { Select } from '../frame/Select.js'
import { useFilters } from '../provider/FilterContext.js'
import { type Look, useLook } from '../theme/LookContext.js'
import { DEVICES } from './devices.js'
import { FilterBox } from './FilterBox.js'

export interface DeviceFilterProps extends Look {
  className?: string
  style?: CSSProperties
}

/** Sets the device that all components of the nearest provider show. */
export function DeviceFilter({ className, style, ...own }: DeviceFilterProps) {
  const look = useLook(own)
  const { common } = look.strings
  const { filters, setFilters } = useFilters()
  return (
    <FilterBox look={look} className={className} style={style}>
      <Select<Device | ''>
        label={common.device}
        value={filters.device ?? ''}
        options={[
          { value: '', label: common.allDevices },
          ...DEVICES.map((value) => ({ value, label: common[value] })),
        ]}
        onChange={(device) => setFilters({ ...filters, device: device || undefined })}
      />
    </FilterBox>
  )
}
