import { Module } from '@nestjs/common'
import { RollupModule } from '../rollup/rollup.module.js'
import { BatchLogRepository } from './batchLog.repository.js'
import { IngestController } from './ingest.controller.js'
import { IngestGateway } from './ingest.gateway.js'
import { IngestService } from './ingest.service.js'

@Module({
  imports: [RollupModule],
  controllers: [IngestController],
  providers: [BatchLogRepository, IngestService, IngestGateway],
})
export class IngestModule {}
