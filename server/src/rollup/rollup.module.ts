import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { JobThread } from '../compute/jobThread.js'
import { ReportThreads } from '../compute/reportThreads.js'
import { StoredGrid, StoredGridSchema } from '../heatmap/grid.entity.js'
import { GridsRepository } from '../heatmap/grids.repository.js'
import { StoredBatch, StoredBatchSchema } from '../ingest/batch.entity.js'
import { Chunk, ChunkSchema } from './chunk.entity.js'
import { PackService } from './pack.service.js'
import { Partition, PartitionSchema } from './partition.entity.js'
import { PartitionsRepository } from './partitions.repository.js'
import { RollupQueue } from './rollup.queue.js'
import { RollupService } from './rollup.service.js'
import { SegmentCache } from './segment.cache.js'
import { StoredSegment, StoredSegmentSchema } from './segment.entity.js'
import { SegmentsRepository } from './segments.repository.js'

/** What the batch log, chunks, segments and grids are kept with, and the jobs that turn one into the other. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: StoredBatch.name, schema: StoredBatchSchema },
      { name: Partition.name, schema: PartitionSchema },
      { name: Chunk.name, schema: ChunkSchema },
      { name: StoredSegment.name, schema: StoredSegmentSchema },
      { name: StoredGrid.name, schema: StoredGridSchema },
    ]),
  ],
  providers: [
    PartitionsRepository,
    RollupQueue,
    RollupService,
    JobThread,
    ReportThreads,
    PackService,
    SegmentCache,
    SegmentsRepository,
    GridsRepository,
  ],
  exports: [
    MongooseModule,
    PartitionsRepository,
    RollupQueue,
    RollupService,
    ReportThreads,
    PackService,
    SegmentCache,
    SegmentsRepository,
    GridsRepository,
  ],
})
export class RollupModule {}
