import { PathSankey } from '@mouse-tracking/react/paths'
import { ReportPage } from './ReportPage'

/** From page to page; a click on a page shows the paths from there. */
export function PathsPage() {
  return (
    <ReportPage title="Paths">
      <PathSankey live />
    </ReportPage>
  )
}
