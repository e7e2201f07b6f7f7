import type { FormsReport } from '@mouse-tracking/contract'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { reportQuery, wholeDays } from '../reports/filters.js'
import { SnapshotReport } from '../reports/snapshotReport.js'
import type { SegmentView } from '../segments/segment.js'
import { SnapshotService } from '../snapshot/snapshot.service.js'
import { formRows } from './formRows.js'

/** The parameters of the forms report. */
export const formsQuery = reportQuery({
  /** Left out: the forms of all pages. */
  page: z.string('must be a string').min(1, 'must not be empty').optional(),
})

type FormsQuery = z.output<typeof formsQuery>

@Injectable()
export class FormsService extends SnapshotReport<FormsQuery, Pick<FormsReport, 'forms'>> {
  readonly name = 'forms'
  protected readonly schema = formsQuery
  protected override readonly effective = wholeDays

  constructor(snapshots: SnapshotService) {
    super((site) => snapshots.read(site))
  }

  protected compute(sessions: readonly SegmentView[], query: FormsQuery) {
    return { forms: formRows(sessions, { ...query, page: query.page ?? null }) }
  }
}
