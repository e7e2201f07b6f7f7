export type {
  FunnelBreakdown,
  FunnelOrder,
  FunnelQuery,
  FunnelReport,
  FunnelStep,
  FunnelStepResult,
} from '@mouse-tracking/contract'
export { Funnel } from '../Funnel/Funnel.js'
export type { FunnelProps, FunnelSelection } from '../Funnel/FunnelProps.js'
