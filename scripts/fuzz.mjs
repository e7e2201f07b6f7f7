import { parseArgs } from 'node:util'
import { build, ROOT } from './build.mjs'
import { runAloud } from './run.mjs'

// npm run fuzz -- --cases 100000 --seed 7: throws as many cases at a real server and checks its books.
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string', default: '' } },
})
await build()
process.env.FUZZ_CASES = values.cases
process.env.FUZZ_SEED = values.seed
const passed = await runAloud(
  'npx',
  ['vitest', 'run', '--project', 'integration', 'server/test/fuzz.int.spec.ts'],
  { cwd: ROOT },
)
process.exitCode = passed ? 0 : 1
