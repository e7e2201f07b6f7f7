import { EventEmitter } from 'node:events'
import type { OnApplicationShutdown } from '@nestjs/common'
import { Redis } from 'ioredis'

/** Tells all processes that a site's reports have changed. */
export abstract class Changes {
  private readonly listeners = new EventEmitter().setMaxListeners(0)

  abstract publish(site: string): void

  /** @returns what ends it. */
  listen(listener: (site: string) => void): () => void {
    this.listeners.on('change', listener)
    return () => this.listeners.off('change', listener)
  }

  protected tell(site: string) {
    this.listeners.emit('change', site)
  }
}

/** With one process. */
export class LocalChanges extends Changes {
  publish(site: string) {
    this.tell(site)
  }
}

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
