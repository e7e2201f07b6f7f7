#!/usr/bin/env node
import { BACKUP_USAGE, backupCommand } from './backup/backupCommand.js'
import { IMPORT_USAGE, importCommand } from './import/importCommand.js'

const USAGE = `mouse-tracking start     starts the server; its settings are environment variables
${IMPORT_USAGE}
${BACKUP_USAGE}`

const [command, ...args] = process.argv.slice(2)
try {
  if (command === 'import') process.exitCode = await importCommand(args)
  else if (command === 'backup') process.exitCode = await backupCommand(args, process.env)
  else if (command === 'start') await import('./main.js')
  else {
    process.stderr.write(USAGE)
    process.exitCode = command === undefined || command === '--help' ? 0 : 2
  }
} catch (error) {
  process.stderr.write(`mouse-tracking: ${(error as Error).message}\n`)
  process.exitCode = 2
}
