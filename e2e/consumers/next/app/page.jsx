import { Funnel } from '@mouse-tracking/react/funnel'
import { Panel } from '../panel/Panel'
import funnel from '../panel/reports/funnel.json'

/** A server component: the package itself says which of its modules are the client's. */
export default function Page() {
  return (
    <>
      <Funnel data={funnel} />
      <Panel />
    </>
  )
}
