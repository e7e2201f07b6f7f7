import { Module } from '@nestjs/common'
import { RollupModule } from '../rollup/rollup.module.js'
import { SnapshotService } from './snapshot.service.js'

@Module({ imports: [RollupModule], providers: [SnapshotService], exports: [SnapshotService, RollupModule] })
export class SnapshotModule {}
