import { Long } from 'bson'
import { BsonType } from '../bson/BsonValue.js'
import { elementsOf } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import type { Store } from '../Store.js'
import { type Answer, answer, type Command, namespaceOf, readArguments } from './Command.js'

export function killCursors(store: Store, command: Command): Answer {
  const { cursors } = readArguments(command, { cursors: 'array' })
  if (!cursors)
    throw new CommandError('MissingField', "BSON field 'killCursors.cursors' is missing but a required field")
  const namespace = namespaceOf(command)
  const killed: Long[] = []
  const notFound: Long[] = []
  for (const value of elementsOf(cursors)) {
    if (value.type !== BsonType.int64) throw new CommandError('TypeMismatch', 'cursor ids must be longs')
    const id = value.bytes.readBigInt64LE(value.start)
    const list = store.cursors.kill(id, namespace) ? killed : notFound
    list.push(Long.fromBigInt(id))
  }
  return answer({ cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] })
}
