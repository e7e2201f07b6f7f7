import type { BsonValue } from '../bson/BsonValue.js'
import { elementsOf } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import type { Command } from './Command.js'

/** A statement of a bulk that failed. */
export interface WriteError {
  index: number
  code: number
  errmsg: string
}

/** Runs one statement; what it is refused with is noted. Other errors are none of the statement's and pass. */
export function noteError(errors: WriteError[], index: number, statement: () => void): boolean {
  try {
    statement()
    return true
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    errors.push({ index, code: error.code, errmsg: error.message, ...error.details })
    return false
  }
}

/** More statements than this are refused in one command. */
export const MAX_STATEMENTS = 100_000

/** The documents of a bulk, which come in the command or beside it. */
export function statementsOf(command: Command, field: string, inside: BsonValue | undefined): Buffer[] {
  const beside = command.sequences.get(field)
  const statements = beside ?? (inside ? elementsOf(inside).map((value) => value.raw()) : undefined)
  if (!statements)
    throw new CommandError(
      'MissingField',
      `BSON field '${command.name}.${field}' is missing but a required field`,
    )
  if (statements.length === 0 || statements.length > MAX_STATEMENTS)
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`,
    )
  return statements
}
