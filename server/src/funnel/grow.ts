type Column = Float64Array | Int32Array | Uint32Array

/** A copy of a typed array with zeros after it, `length` long. */
export function grow<T extends Column>(column: T, length: number): T {
  const longer = new (column.constructor as new (length: number) => T)(length)
  longer.set(column)
  return longer
}
