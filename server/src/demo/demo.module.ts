import { Module } from '@nestjs/common'
import { DemoController } from './demo.controller.js'

/**
 * What the start page needs of the server to show the demo site's reports. Only on the built-in store: that is a server
 * for evaluation on one machine, whose demo site holds what somebody did in the demo shop. A server with a database of its
 * own hands its tokens to its owner's back end alone (`POST /api/sites/:site/tokens`).
 */
@Module({ controllers: [DemoController] })
export class DemoModule {}
