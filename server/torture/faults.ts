import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { System } from './System.js'

export interface Fault {
  name: string
  /** Does the harm, and undoes what does not mend itself. */
  strike(random: () => number): Promise<void>
}

const pick = <T>(items: readonly T[], random: () => number) => items[Math.floor(random() * items.length)]!

/** All that can be done to a system. */
export function faultsOf(system: System): Fault[] {
  const { servers, redis, proxy, disk, storeKill, clockFile } = system
  const faults: Fault[] = [
    ...(['SIGKILL', 'SIGTERM'] as const).map(
      (signal): Fault => ({
        name: signal === 'SIGKILL' ? 'kill -9 a server' : 'SIGTERM a server',
        strike: async (random) => pick(servers, random).signal(signal),
      }),
    ),
    {
      name: 'stall a server',
      // Beyond its lease, so that another one takes over before it comes back.
      strike: async (random) => {
        const server = pick(servers, random)
        server.signal('SIGSTOP')
        await sleep(system.hasWorkers ? 8_000 + random() * 10_000 : random() * 3_000)
        server.signal('SIGCONT')
      },
    },
    {
      name: 'set a clock',
      strike: async (random) => {
        const server = pick(servers, random)
        const file = clockFile(server.name)
        await writeFile(file, String(Math.round((random() - 0.5) * 12 * 3_600_000)))
        if (server.up) server.signal('SIGUSR2')
      },
    },
  ]
  if (redis)
    faults.push(
      { name: 'kill -9 Redis', strike: async () => redis.signal('SIGKILL') },
      { name: 'flush Redis', strike: () => system.flushRedis() },
    )
  if (proxy)
    faults.push(
      { name: 'cut the store off', strike: async () => proxy.cut() },
      {
        name: 'slow the store',
        strike: async (random) => {
          proxy.delay = 20 + random() * 400
          await sleep(3_000 + random() * 7_000)
          proxy.delay = 0
        },
      },
    )
  if (storeKill) faults.push({ name: 'kill -9 the store', strike: storeKill })
  if (disk)
    faults.push({
      name: 'fill the disk',
      strike: async (random) => {
        await disk.fill()
        await sleep(2_000 + random() * 4_000)
        await disk.free()
      },
    })
  return faults
}
