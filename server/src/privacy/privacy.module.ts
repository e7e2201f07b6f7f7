import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { SnapshotModule } from '../snapshot/snapshot.module.js'
import { Erasure, ErasureSchema } from './erasure.entity.js'
import { ErasureService } from './erasure.service.js'
import { ExportService } from './export.service.js'
import { PrivacyController } from './privacy.controller.js'
import { Retention, RetentionSchema } from './retention.entity.js'
import { RetentionService } from './retention.service.js'
import { SiteRemovalService } from './siteRemoval.service.js'

/** Erasing, exporting and letting go of data. */
@Module({
  imports: [
    SnapshotModule,
    MongooseModule.forFeature([
      { name: Erasure.name, schema: ErasureSchema },
      { name: Retention.name, schema: RetentionSchema },
    ]),
  ],
  controllers: [PrivacyController],
  providers: [ErasureService, ExportService, RetentionService, SiteRemovalService],
  exports: [ErasureService, RetentionService, SiteRemovalService],
})
export class PrivacyModule {}
