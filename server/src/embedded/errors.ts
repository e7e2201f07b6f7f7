/** The error codes that the store answers with, as MongoDB numbers them. */
export const ErrorCode = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  InvalidLength: 16,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  InvalidPipelineOperator: 168,
  CommandNotSupported: 115,
  ExceededMemoryLimit: 146,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  OutOfDiskSpace: 14031,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  PathCollision: 31249,
  InclusionInExclusion: 31253,
  ExclusionInInclusion: 31254,
  QueryPlanKilled: 175,
  UnsupportedOpQueryCommand: 352,
  CursorInUse: 12051,
  QueryExceededMemoryLimit: 292,
  UnrecognizedPipelineStage: 40324,
  UnknownField: 40415,
  MissingField: 40414,
} as const

export type ErrorName = keyof typeof ErrorCode

/** Codes that MongoDB reports under their number only. */
const NUMBERED: ReadonlySet<ErrorName> = new Set([
  'PathCollision',
  'InclusionInExclusion',
  'ExclusionInInclusion',
  'UnrecognizedPipelineStage',
  'UnknownField',
  'MissingField',
])

/** A failure that is answered to the client with its code. */
export class CommandError extends Error {
  readonly code: number
  readonly codeName: string

  /** @param details further fields of the answer, such as `keyPattern` */
  constructor(
    name: ErrorName,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message)
    this.code = ErrorCode[name]
    this.codeName = NUMBERED.has(name) ? `Location${this.code}` : name
  }
}

/** What the store knows of but does not do. */
export function unsupported(what: string): CommandError {
  return new CommandError(
    'CommandNotSupported',
    `${what} is not supported by the embedded store; set MONGODB_URI to use MongoDB`,
  )
}

/** Another process, or another store in this one, has the folder open. */
export class StoreInUseError extends Error {}
