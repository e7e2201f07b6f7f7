import { MouseTracker } from '@mouse-tracking/tracker'

new MouseTracker({ apiUrl: '/collect', site: 'bench', transport: 'http' }).init()
