import type { HeatmapLayer } from '@mouse-tracking/contract'

/** A number, and the same as text in the reader's locale. */
export interface Count {
  value: number
  text: string
}

/** Every word that the components say. Numbers, dates and durations arrive formatted for the locale. */
export interface Strings {
  common: {
    loading: string
    empty: string
    emptyHint: string
    errorTitle: string
    retry: string
    retrying: string
    showTable: string
    showChart: string
    live: string
    reconnecting: string
    /** Part of what was sent in the last moments is not counted yet. */
    pending: (batches: Count) => string
    close: string
    allDevices: string
    desktop: string
    tablet: string
    mobile: string
    device: string
    dates: string
    from: string
    to: string
    lastDays: (days: Count) => string
    customRange: string
    filters: string
    width: string
    minWidth: string
    maxWidth: string
  }
  heatmap: {
    label: (layer: string, page: string) => string
    layers: Record<HeatmapLayer, string>
    layer: string
    /** The unit of a layer's value: `12 clicks`. */
    amount: Record<Exclude<HeatmapLayer, 'scroll'>, (amount: Count) => string>
    views: (views: Count) => string
    within: (amount: string, px: string) => string
    share: (share: string) => string
    fewer: string
    more: string
    display: string
    heat: string
    elements: string
    settings: string
    opacity: string
    radius: string
    palette: string
    palettes: { classic: string; fire: string; viridis: string }
    download: string
    downloading: string
    downloadFailed: string
    unplaced: (share: string) => string
    beyond: (amount: string) => string
    noBackground: string
    stage: string
    reach: (share: string) => string
    attention: (duration: string) => string
    allSaw: string
    averageFold: string
    summary: (amount: string, views: string, page: string, range: string) => string
    hottest: (list: string) => string
    scrollSummary: (views: string, page: string, half: string) => string
    table: {
      element: string
      clicks: string
      share: string
      rage: string
      dead: string
      area: string
      amount: string
      areaAt: (left: string, top: string) => string
      depth: string
      reached: string
      attention: string
    }
  }
  paths: {
    label: string
    step: (step: string) => string
    sessions: (sessions: Count) => string
    other: string
    otherHint: string
    collapse: string
    dropOffs: (sessions: string, share: string) => string
    starts: (sessions: string) => string
    link: (from: string, to: string) => string
    ofStep: (share: string) => string
    startingAt: (page: string) => string
    endingAt: (page: string) => string
    clearAnchor: string
    anchorHint: string
    summary: (sessions: string, range: string) => string
    topPaths: (list: string) => string
    chart: string
    table: { step: string; page: string; sessions: string; starts: string; exits: string; next: string }
  }
  funnel: {
    label: string
    summary: (converted: string, actors: string, share: string, range: string) => string
    biggestDrop: (from: string, to: string, share: string) => string
    step: (step: string, name: string) => string
    conversion: string
    overall: (share: string) => string
    dropped: (count: string, share: string) => string
    medianTime: (duration: string) => string
    converted: (count: Count) => string
    total: string
    none: string
    groups: string
    multiples: string
    bars: string
    moreGroups: (groups: Count) => string
    /** Percentage points, short. */
    points: (points: string) => string
    change: (points: string) => string
    mean: string
    median: string
    p90: string
    table: {
      step: string
      count: string
      conversion: string
      fromPrevious: string
      dropped: string
      median: string
      p90: string
      group: string
      previous: string
    }
  }
}

/** Strings to put in place of the English ones; what is left out stays English. */
export type StringOverrides = { [Section in keyof Strings]?: Partial<Strings[Section]> }
