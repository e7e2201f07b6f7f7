// Preloaded into a server, so that its clock can be set: at SIGUSR2 it is as many ms ahead as CLOCK_FILE says.
import { readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const { now } = Date
let ahead = 0

Date.now = () => now() + ahead
globalThis.Date = new Proxy(Date, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length > 0 ? args : [now() + ahead], self),
})

if (isMainThread)
  process.on('SIGUSR2', () => {
    ahead = Number(readFileSync(String(process.env.CLOCK_FILE), 'utf8'))
  })
