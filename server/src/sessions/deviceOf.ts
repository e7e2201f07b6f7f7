import { DEVICE_MIN_WIDTH, type Device } from '@mouse-tracking/contract'

/** The device class of a viewport width in CSS px. */
export function deviceOf(width: number): Device {
  if (width >= DEVICE_MIN_WIDTH.desktop) return 'desktop'
  return width >= DEVICE_MIN_WIDTH.tablet ? 'tablet' : 'mobile'
}
