import { digest } from '../sessions/digest.js'

/** Parts of a site that are rolled up side by side. It is part of what is stored: changing it needs a migration. */
export const PARTITIONS = 4

/** The partition that all sessions of a visitor belong to: `<site>/<0 … 3>`. */
export function partitionOf(site: string, visitor: string): string {
  return `${site}/${digest(visitor) % PARTITIONS}`
}

/** All partitions of a site. */
export function partitionsOf(site: string): string[] {
  return Array.from({ length: PARTITIONS }, (_, n) => `${site}/${n}`)
}

/** The site of a partition. */
export function siteOf(partition: string): string {
  return partition.slice(0, partition.lastIndexOf('/'))
}

/** Which of the site's partitions it is, from 0. */
export function numberOf(partition: string): number {
  return Number(partition.slice(partition.lastIndexOf('/') + 1))
}
