export type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'
export { MouseTracker, MouseTracker as default } from './MouseTracker.js'
export type { Options } from './options.js'
