import { MongoError, fail, refuse } from '../error.ts';
import { arrayItems, fieldMap } from '../value/elements.ts';
import { isNumber, isTruthy, toNumber } from '../value/number.ts';
import { EMPTY_DOCUMENT, TYPE, type Value, textOf, typeName } from '../value/value.ts';

/**
 * What a command does with an option: checks its type and heeds it, accepts and ignores it because it
 * changes nothing here, or refuses it by name.
 */
export type OptionKind = 'string' | 'object' | 'array' | 'number' | 'bool' | 'any' | 'ignored' | 'refused';
export type Options = Record<string, OptionKind>;

/** Options that every command takes. */
export const COMMON_OPTIONS: Options = {
  $db: 'string',
  lsid: 'ignored',
  $readPreference: 'ignored',
  readConcern: 'object',
  writeConcern: 'object',
  comment: 'ignored',
  maxTimeMS: 'number',
  txnNumber: 'refused',
  startTransaction: 'refused',
  autocommit: 'refused',
  apiVersion: 'refused',
  apiStrict: 'refused',
  apiDeprecationErrors: 'refused',
};

const EXPECTED: Partial<Record<OptionKind, string>> = {
  number: "expected types '[long, int, decimal, double]'",
  bool: "expected types '[bool, long, int, decimal, double]'",
};

function hasKind(value: Value, kind: OptionKind): boolean {
  if (kind === 'number') return isNumber(value);
  if (kind === 'bool') return value.type === TYPE.bool || isNumber(value);
  if (kind === 'any' || kind === 'ignored' || kind === 'refused') return true;
  return value.type === TYPE[kind];
}

/** Whether an option says what leaving it out would say too, so that refusing it would be petty. */
const isIdle = (value: Value) =>
  value.type === TYPE.null || (value.type === TYPE.bool && !isTruthy(value)) || (value.isObject && value.bytes[value.at + 4] === 0);

/** The options of one command, checked against what it knows. */
export class Arguments {
  private constructor(private readonly values: Map<string, Value>) {}

  /** `name` is the command's or statement's name for the errors. */
  static check(values: Map<string, Value>, name: string, options: Options): Arguments {
    for (const [field, value] of values) {
      const kind = Object.hasOwn(options, field) ? options[field]! : undefined;
      if (kind === undefined) fail('IDLUnknownField', `BSON field '${name}.${field}' is an unknown field.`);
      if (value.type === TYPE.null && kind !== 'any') values.delete(field);
      else if (kind === 'refused') refuseOption(name, field, value);
      else if (!hasKind(value, kind))
        fail('TypeMismatch', `BSON field '${name}.${field}' is the wrong type '${typeName(value.type)}', ${EXPECTED[kind] ?? `expected type '${kind}'`}`);
    }
    return new Arguments(values);
  }

  static of(statement: Value, name: string, options: Options): Arguments {
    return Arguments.check(fieldMap(statement), name, options);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  value(name: string): Value | undefined {
    return this.values.get(name);
  }

  document(name: string): Value {
    return this.values.get(name) ?? EMPTY_DOCUMENT;
  }

  string(name: string): string | undefined {
    const value = this.values.get(name);
    return value && textOf(value);
  }

  bool(name: string, otherwise = false): boolean {
    const value = this.values.get(name);
    return value ? isTruthy(value) : otherwise;
  }

  /** A whole number; a fraction is cut off, as MongoDB does. */
  number(name: string): number | undefined {
    const value = this.values.get(name);
    return value && Math.trunc(toNumber(value));
  }

  /** A whole number that may not be negative. */
  size(name: string): number | undefined {
    const n = this.number(name);
    if (n !== undefined && !(n >= 0))
      throw new MongoError(51024, 'Location51024', `BSON field '${name}' value must be >= 0, actual value '${n}'`);
    return n;
  }

  items(name: string): Value[] {
    const value = this.values.get(name);
    return value ? arrayItems(value) : [];
  }

  required(name: string, command: string): Value {
    return this.values.get(name) ?? fail('IDLFailedToParse', `BSON field '${command}.${name}' is missing but a required field`);
  }
}

function refuseOption(command: string, field: string, value: Value) {
  if (field === 'txnNumber')
    throw new MongoError(20, 'IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos');
  if (!isIdle(value)) refuse(`The option '${field}' of ${command}`);
}
