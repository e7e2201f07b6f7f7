// Packs the library as it would be published, into `packed/`, for `npm install` to take it from there.
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../..', import.meta.url))
const packed = fileURLToPath(new URL('packed', import.meta.url))
mkdirSync(packed, { recursive: true })
const npm = (/** @type {string[]} */ ...args) =>
  execFileSync('npm', args, { cwd: project, encoding: 'utf8', shell: process.platform === 'win32' })
npm('run', 'build', '-w', 'contract', '-w', 'react')
const file = npm('pack', '--silent', '-w', 'react', '--pack-destination', packed).trim().split('\n').at(-1)
renameSync(`${packed}/${file}`, `${packed}/react.tgz`)
