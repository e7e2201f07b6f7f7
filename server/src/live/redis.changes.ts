import type { OnApplicationShutdown } from '@nestjs/common'
import { Redis } from 'ioredis'
import { Changes } from './changes.js'

/** With many: through Redis. What is published while Redis is away is lost, and made good by the next change. */
export class RedisChanges extends Changes implements OnApplicationShutdown {
  private readonly publisher: Redis
  private readonly subscriber: Redis

  constructor(
    url: string,
    private readonly channel: string,
    onError: (error: Error) => void,
  ) {
    super()
    this.publisher = new Redis(url, { enableOfflineQueue: false })
    this.subscriber = new Redis(url)
    for (const client of [this.publisher, this.subscriber]) client.on('error', onError)
    this.subscriber.subscribe(this.channel).catch(onError)
    this.subscriber.on('message', (_channel, site) => this.tell(site))
  }

  publish(site: string) {
    this.publisher.publish(this.channel, site).catch(() => {
      // Redis is away; its error was reported by the client.
    })
  }

  onApplicationShutdown() {
    this.publisher.disconnect()
    this.subscriber.disconnect()
  }
}
