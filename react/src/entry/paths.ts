export type { PathLink, PathNode, PathsReport } from '@mouse-tracking/contract'
export { PathSankey } from '../PathSankey/PathSankey.js'
export type { PathAnchor, PathSankeyProps } from '../PathSankey/PathSankeyProps.js'
