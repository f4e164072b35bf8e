/** MongoDB's names for its error codes, for the codes this server answers with. */
const CODES = {
  InternalError: 1, BadValue: 2, FailedToParse: 9, TypeMismatch: 14, Overflow: 15, IllegalOperation: 20, InvalidBSON: 22,
  NamespaceNotFound: 26, IndexNotFound: 27, PathNotViable: 28, ConflictingUpdateOperators: 40, CursorNotFound: 43, NamespaceExists: 48,
  MaxTimeMSExpired: 50, DollarPrefixedFieldName: 52, InvalidIdField: 53, NotSingleValueField: 54, EmptyFieldName: 56, CommandNotFound: 59,
  ImmutableField: 66, CannotCreateIndex: 67, InvalidOptions: 72, InvalidNamespace: 73, IndexOptionsConflict: 85, IndexKeySpecsConflict: 86, OperationFailed: 96,
  NotExactValueField: 111, CommandNotSupported: 115, ExceededMemoryLimit: 146, InvalidPipelineOperator: 168, CannotIndexParallelArrays: 171, InvalidIndexSpecificationOption: 197,
  NotImplemented: 238, QueryExceededMemoryLimitNoDiskUseAllowed: 292, BSONObjectTooLarge: 10334, DuplicateKey: 11000,
  IDLFailedToParse: 40414, IDLUnknownField: 40415,
} as const

export type CodeName = keyof typeof CODES

/** An error as MongoDB words it on the wire: a number, its name, a sentence. */
export class MongoError extends Error {
  constructor(readonly code: number, readonly codeName: string, message: string, readonly extra: Record<string, unknown> = {}) {
    super(message)
  }
}

/** Throws the error of this name. */
export function fail(name: CodeName, message: string, extra?: Record<string, unknown>): never {
  throw new MongoError(CODES[name], name, message, extra)
}

/** Throws one of the many MongoDB errors that have a number and no name. */
export function failAt(location: number, message: string): never {
  throw new MongoError(location, `Location${location}`, message)
}

/** An error as the client is told it; what nobody foresaw is also reported. */
export function told(error: unknown): MongoError {
  if (error instanceof MongoError) return error
  console.error('embedded-mongo', error)
  return new MongoError(CODES.InternalError, 'InternalError', `Internal error: ${String(error)}`)
}

/** Refuses what MongoDB has and this server has not, so that nobody takes silence for an answer. */
export function refuse(what: string): never {
  fail('NotImplemented', `${what} is not supported by the embedded database; use a MongoDB server`)
}

/** The row of a table of operators that has this name; what MongoDB has and this server has not is refused by name. */
export function rowOf<T>(table: Record<string, T>, refused: readonly string[], name: string, unknown: (name: string) => never): T {
  if (Object.hasOwn(table, name)) return table[name]!
  return refused.includes(name) ? refuse(name) : unknown(name)
}
