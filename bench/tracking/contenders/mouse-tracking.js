import { MouseTracker } from '@mouse-tracking/tracker'

new MouseTracker({ apiUrl: '/collect/mouse-tracking/api/tracking/events', site: 'bench' }).init()
