import { expect, it } from 'vitest'
import { readConfig } from '../config/config.js'
import { announcement } from './announcement.js'

const STORES = { MONGODB_URI: 'mongodb://db', REDIS_URL: 'redis://queue', HOST: '0.0.0.0', PORT: '4001' }

it('names nothing that a worker does not serve', () => {
  const config = readConfig({ ...STORES, ADMIN_KEY: 'long-enough-to-be-safe', ROLE: 'worker' })
  expect(announcement(config, null)).toEqual([
    'Mouse Tracking is running (worker) on http://localhost:4001',
    '  Health        http://localhost:4001/api/ready',
    '  Metrics       http://localhost:4001/metrics',
  ])
})

it('says where the pages, the data and the key are, and that a key is too short', () => {
  const lines = announcement(readConfig({ DATA_DIR: '/data', ADMIN_KEY: 'short' }), 'made')
  expect(lines.slice(0, 2)).toEqual([
    'Mouse Tracking is running (API and worker) on http://localhost:4000',
    '  Start page    http://localhost:4000/',
  ])
  expect(lines.slice(-3)).toEqual([
    '  Data          /data (built-in store)',
    expect.stringContaining('fewer than 16 characters'),
    '  Admin key     made',
  ])
})
