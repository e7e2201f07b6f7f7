import type { LIMITS } from '@mouse-tracking/contract'

// The contract's numbers that the tracker keeps to by itself. Typed by the contract, so that they cannot drift apart.
export const TEXT_LENGTH: typeof LIMITS.textLength = 64
export const NAME_LENGTH: typeof LIMITS.nameLength = 64
export const STRING_LENGTH: typeof LIMITS.stringLength = 2_048
export const MAX_PROPS: typeof LIMITS.props = 32

/**
 * Characters of JSON at which an open batch is closed. Far below the contract's limits on bytes, events and move
 * points, so that none can be reached, and small enough for `sendBeacon` (64 KiB in flight).
 */
export const BATCH_LENGTH = 40_000

/** Cuts a string, and leaves what is none as it is. */
export const cut = <T>(value: T): T => ((value as string).slice?.(0, STRING_LENGTH) as T) ?? value
