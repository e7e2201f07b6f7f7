import type { Accepted } from '@mouse-tracking/contract'
import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { badRequest } from '../problem/problem.exception.js'
import { AccessFor } from '../sites/access.guard.js'
import { counted } from './counted.js'
import { IngestService } from './ingest.service.js'

@ApiTags('tracking')
@Controller('api/tracking')
export class IngestController {
  constructor(private readonly ingest: IngestService) {}

  /** Takes one batch as JSON; answers once it is durable. */
  @Post('events')
  @AccessFor('open')
  @HttpCode(202)
  async events(@Body() body: unknown, @Headers('origin') origin?: string): Promise<Accepted> {
    return counted(async () => {
      if (!Buffer.isBuffer(body)) throw badRequest('The body is empty; send one batch as JSON.')
      return { accepted: await this.ingest.take(this.ingest.parse(body), origin) }
    })
  }
}
