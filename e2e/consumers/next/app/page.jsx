import { Funnel } from '@mouse-tracking/react/funnel'
import { Panel } from '../shared/Panel'
import funnel from '../shared/reports/funnel.json'

/** A server component: the package itself says which of its modules are the client's. */
export default function Page() {
  return (
    <>
      <Funnel data={funnel} />
      <Panel />
    </>
  )
}
