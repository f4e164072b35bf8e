import { arrayItems, fieldsOf } from './elements.ts'
import { TYPE, type Value, textOf, typeName } from './value.ts'

const PRINTERS: Record<number, (value: Value) => string> = {
  [TYPE.string]: (value) => JSON.stringify(textOf(value)),
  [TYPE.objectId]: (value) => `ObjectId('${value.slice().toString('hex')}')`,
  [TYPE.double]: ({ bytes, at }) => String(bytes.readDoubleLE(at)),
  [TYPE.int]: ({ bytes, at }) => String(bytes.readInt32LE(at)),
  [TYPE.long]: ({ bytes, at }) => String(bytes.readBigInt64LE(at)),
  [TYPE.date]: ({ bytes, at }) => `new Date(${bytes.readBigInt64LE(at)})`,
  [TYPE.bool]: ({ bytes, at }) => String(bytes[at] === 1),
  [TYPE.object]: (value) => printAll(fieldsOf(value).map(([name, inner]) => `${name}: ${printValue(inner)}`), '{}'),
  [TYPE.array]: (value) => printAll(arrayItems(value).map(printValue), '[]'),
  [TYPE.binData]: ({ bytes, at, end }) => `BinData(${bytes[at + 4]}, ${bytes.toString('hex', at + 5, end).toUpperCase()})`,
}

const printAll = (parts: string[], [open, close]: string) => (parts.length ? `${open} ${parts.join(', ')} ${close}` : `${open}${close}`)
/** A value as MongoDB's shell prints it, as far as errors need. */
export const printValue = (value: Value): string => PRINTERS[value.type]?.(value) ?? typeName(value.type)
