import { useEffect, useState } from 'react'
import { fetchDemoToken, NoDemoError } from './demoToken.js'
import type { Availability } from './Notice.js'

/** Wait (ms) before a server that did not answer is asked again. */
const AGAIN_AFTER = 2_000

/** Whether this server has a demo site to report on. */
export function useAvailability(): Availability {
  const [availability, setAvailability] = useState<Availability>('asking')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let over = false
    const tell = (next: Availability) => {
      if (over) return
      setAvailability(next)
      if (next === 'unreachable') timer = setTimeout(ask, AGAIN_AFTER)
    }
    const ask = () =>
      void fetchDemoToken().then(
        () => tell('ready'),
        (error) => tell(error instanceof NoDemoError ? 'none' : 'unreachable'),
      )
    ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [])
  return availability
}
