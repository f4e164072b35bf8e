import { fail, failAt, refuse } from '../error.ts'
import { parseFilter } from '../query/filter.ts'
import { parseProjection } from '../query/projection.ts'
import { parseSort } from '../query/sort.ts'
import { arrayItems, fieldMap, isEmpty } from '../value/elements.ts'
import { type Value, TYPE, isTruthy, textOf, toNumber, typeName } from '../value/value.ts'

const NUMBERS = [TYPE.long, TYPE.int, TYPE.double]
const OBJECT = [TYPE.object]
const itself = (value: Value) => value

/** A whole number; a fraction is cut off, as MongoDB does. */
const whole = (value: Value) => Math.trunc(toNumber(value))

/** What an option may be, and what a command gets of it. */
const KINDS = {
  any: { types: undefined, read: itself },
  string: { types: [TYPE.string], read: textOf },
  bool: { types: [TYPE.bool, ...NUMBERS], read: isTruthy },
  number: { types: NUMBERS, read: whole },
  size: { types: NUMBERS, read: notNegative },
  numeric: { types: NUMBERS, read: itself },
  array: { types: [TYPE.array], read: arrayItems },
  documents: { types: [TYPE.array], read: documentsIn },
  object: { types: OBJECT, read: itself },
  cursor: { types: OBJECT, read: batchIn },
  filter: { types: OBJECT, read: parseFilter },
  sort: { types: OBJECT, read: parseSort },
  projection: { types: OBJECT, read: parseProjection },
} satisfies Record<string, { types: readonly number[] | undefined; read: (value: Value, name: string) => unknown }>

function notNegative(value: Value, name: string): number {
  const n = whole(value)
  return n >= 0 ? n : failAt(51024, `BSON field '${name}' value must be >= 0, actual value '${n}'`)
}

/** What the option of this name asks for. */
function batchIn(value: Value): { batchSize?: number } {
  return CURSOR.readDocument(value, 'cursor')
}

function documentsIn(value: Value, name: string): Value[] {
  const items = arrayItems(value)
  items.forEach((item, i) => item.isObject || noObject(item, `${name}.${i}`))
  return items
}

const noObject = ({ type }: Value, name: string) => fail('TypeMismatch', `BSON field '${name}' is the wrong type '${typeName(type)}', expected type 'object'`)

type Kind = keyof typeof KINDS
type Read<K extends Kind> = ReturnType<(typeof KINDS)[K]['read']>

/** The options that are heeded, by name; a kind with `!` must be given. */
type Takes = Record<string, Kind | `${Kind}!`>

/** What a command gets of its options. */
export type Given<T extends Takes> = { [N in keyof T]: T[N] extends `${infer K extends Kind}!` ? Read<K> : T[N] extends Kind ? Read<T[N]> | undefined : never }

/** What is done with each option: heeded as a kind of value, accepted because it changes nothing here, or refused by name. */
export class Options<T extends Takes = Takes> {
  private readonly kinds: Map<string, Kind | 'ignored' | 'refused'>
  private readonly required: string[]

  constructor(readonly takes: T, ignores = '', refuses = '', private readonly common?: Options) {
    this.kinds = new Map([
      ...ignores.split(' ').map((name) => [name, 'ignored'] as const),
      ...refuses.split(' ').map((name) => [name, 'refused'] as const),
      ...Object.entries(takes).map(([name, kind]) => [name, kind.replace('!', '') as Kind] as const),
    ])
    this.kinds.delete('')
    this.required = Object.keys(takes).filter((name) => takes[name]!.endsWith('!'))
  }

  /** The names of the options with which this is done. */
  named(what: 'heeded' | 'ignored' | 'refused'): string[] {
    return [...this.kinds].filter(([, kind]) => (kind === 'ignored' || kind === 'refused' ? kind : 'heeded') === what).map(([name]) => name)
  }

  /** Checks what came with a command or statement of this name, all of it before any of it is read. */
  read(values: Map<string, Value | Value[]>, command: string): Given<T> {
    const kinds = new Map<string, Kind>()
    for (const [name, value] of values) {
      const kind = this.kinds.get(name) ?? this.common?.kinds.get(name) ?? fail('IDLUnknownField', `BSON field '${command}.${name}' is an unknown field.`)
      if (!Array.isArray(value) && value.type === TYPE.null && kind !== 'any') continue
      if (kind === 'refused') refuseOption(command, name, value)
      else if (kind !== 'ignored') kinds.set(checkKind(command, name, value, kind), kind)
    }
    for (const name of this.required)
      if (!kinds.has(name)) fail('IDLFailedToParse', `BSON field '${command}.${name}' is missing but a required field`)
    const given: Record<string, unknown> = {}
    for (const [name, kind] of kinds) {
      const value = values.get(name)!
      given[name] = Array.isArray(value) ? value : KINDS[kind].read(value, name)
    }
    return given as Given<T>
  }

  /** The same for a document inside a command. */
  readDocument(document: Value, name: string): Given<T> {
    if (!document.isObject) noObject(document, name)
    return this.read(fieldMap(document), name)
  }
}

const CURSOR = new Options({ batchSize: 'size' })

function checkKind(command: string, name: string, value: Value | Value[], kind: Kind): string {
  const types: readonly number[] | undefined = KINDS[kind].types
  const type = Array.isArray(value) ? TYPE.array : value.type
  if (!types || types.includes(type)) return name
  const expected = types.length === 1 ? `type '${typeName(types[0]!)}'` : `types '[${types.includes(TYPE.bool) ? 'bool, ' : ''}long, int, decimal, double]'`
  return fail('TypeMismatch', `BSON field '${command}.${name}' is the wrong type '${typeName(type)}', expected ${expected}`)
}

/** An option that says what leaving it out would say too is let pass: refusing it would be petty. */
function refuseOption(command: string, name: string, value: Value | Value[]) {
  if (name === 'txnNumber') fail('IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos')
  const idle = !Array.isArray(value) && ((value.type === TYPE.bool && !isTruthy(value)) || (value.isObject && isEmpty(value)))
  if (!idle) refuse(`The option '${name}' of ${command}`)
}

/** Options that every command takes. */
export const COMMON = new Options(
  { $db: 'string', readConcern: 'object', writeConcern: 'object', maxTimeMS: 'size' },
  'lsid $readPreference comment', 'txnNumber startTransaction autocommit apiVersion apiStrict apiDeprecationErrors',
)
