import { EventEmitter } from 'node:events'

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
