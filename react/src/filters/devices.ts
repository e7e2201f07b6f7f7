import type { Device } from '@mouse-tracking/contract'

/** Every device class, widest first. */
export const DEVICES: readonly Device[] = ['desktop', 'tablet', 'mobile']
