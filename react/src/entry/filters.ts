export { DateRangeFilter, type DateRangeFilterProps } from '../filters/DateRangeFilter.js'
export { DeviceFilter, type DeviceFilterProps } from '../filters/DeviceFilter.js'
