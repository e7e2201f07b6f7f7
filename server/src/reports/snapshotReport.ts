import type { ReportMeta, ReportRange } from '@mouse-tracking/contract'
import type { ZodType } from 'zod'
import { checked } from '../problem/checked.js'
import type { JourneySegment, Segment, SegmentView } from '../segments/segment.js'
import type { Snapshot } from '../snapshot/snapshot.service.js'
import type { Filters } from './filters.js'
import { rangeOf } from './rangeOf.js'
import type { ReportSource } from './reportSource.js'

/** A report that is a pure function of a site's sessions. */
export abstract class SnapshotReport<
  Query extends Filters,
  Body extends object,
  S extends JourneySegment = Segment,
> implements ReportSource
{
  abstract readonly name: string
  protected abstract readonly schema: ZodType<Query>
  /** What the parameters come as, for messages. */
  protected readonly from: 'query' | 'body' = 'query'

  /** @param read the site's data, as much of it as the report looks at */
  constructor(private readonly read: (site: string) => Promise<Snapshot<S>>) {}

  async report(site: string, params: unknown): Promise<Body & ReportMeta & ReportRange> {
    const query = this.effective(checked(this.schema, params, this.from))
    const { sessions, asOf, pending } = await this.read(site)
    return { ...rangeOf(query), ...(await this.compute(sessions, query)), asOf, pending }
  }

  protected abstract compute(sessions: readonly SegmentView<S>[], query: Query): Body | Promise<Body>

  /** The query as it is answered; a report by day rounds its range. */
  protected effective(query: Query): Query {
    return query
  }
}
