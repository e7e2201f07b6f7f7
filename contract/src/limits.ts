/** What the server takes at most, and the units that reports are counted in. The tracker keeps below these by itself. */
export const LIMITS = {
  /** Bytes of a batch, inflated. */
  batchBytes: 1_048_576,
  views: 50,
  events: 5_000,
  movePoints: 20_000,
  stringLength: 2_048,
  idLength: 64,
  textLength: 64,
  nameLength: 64,
  props: 32,
  /** How far (ms) an event may lie in the future of the server's clock. */
  futureMs: 86_400_000,
  /** A clock that is off by no more than this (ms) is left alone. */
  skewMs: 60_000,
} as const

/** The heatmap's grid. */
export const GRID = {
  columns: 200,
  /** CSS px. */
  rowHeight: 10,
  rows: 10_000,
  /** A pause of the pointer weighs at most this (ms). */
  maxDwellMs: 1_000,
  /** Viewport widths are kept in classes of this many CSS px. */
  widthClass: 64,
} as const

/** The least viewport width (CSS px) of each device class. */
export const DEVICE_MIN_WIDTH = { desktop: 1024, tablet: 600, mobile: 0 } as const
