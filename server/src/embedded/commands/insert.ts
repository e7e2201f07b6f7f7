import { type Store, writeInSlices } from '../Store.js'
import { validateNamespace } from '../storage/Catalog.js'
import { documentForInsert } from '../update/documentForInsert.js'
import { type Answer, answer, type Command, namespaceOf, readArguments } from './Command.js'
import { noteError, statementsOf, type WriteError } from './writeErrors.js'

export async function insert(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, {
    documents: 'array',
    ordered: 'boolean',
    bypassDocumentValidation: 'boolean',
  })
  const namespace = namespaceOf(command)
  validateNamespace(namespace)
  const documents = statementsOf(command, 'documents', args.documents)
  const ordered = args.ordered ?? true
  const writeErrors: WriteError[] = []
  let n = 0
  await writeInSlices(store, namespace, true, documents, (writer, document, index) => {
    const done = noteError(writeErrors, index, () => writer.insert(documentForInsert(document)))
    if (done) n++
    return done || !ordered
  })
  return answer({ n, ...(writeErrors.length > 0 && { writeErrors }) })
}
