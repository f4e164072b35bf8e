import { fail, failAt } from '../error.ts';
import { isNumber, wholeNumber } from '../value/number.ts';
import { NULL, TYPE, type Value, dateValue, isNullish, millisOf, stringValue, textOf, typeName } from '../value/value.ts';

/** The arguments of a date expression by name. */
type Get = (name: string) => Value | undefined;
type Has = (name: string) => boolean;

const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Wall-clock milliseconds ahead of UTC at an instant. */
type Zone = (utc: number) => number;

const zones = new Map<string, Zone>();

/** A zone by its Olson name, `UTC`, `GMT`, or an offset such as `+08:00`. */
function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) zones.set(name, (zone = makeZone(name)));
  return zone;
}

function makeZone(name: string): Zone {
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(name);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return () => (offset[1] === '-' ? -1 : 1) * minutes * MINUTE;
  }
  if (name === 'UTC' || name === 'GMT') return () => 0;
  return olsonZone(name);
}

/** Offsets change at quarter hours at most, so each quarter hour is asked for once. */
function olsonZone(name: string): Zone {
  const format = olsonFormat(name);
  const known = new Map<number, number>();
  return (utc) => {
    const quarter = Math.floor(utc / (15 * MINUTE));
    let offset = known.get(quarter);
    if (offset === undefined) {
      if (known.size > 50000) known.clear();
      known.set(quarter, (offset = offsetAt(format, quarter * 15 * MINUTE)));
    }
    return offset;
  };
}

function olsonFormat(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric',
      hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  } catch {
    return failAt(40485, `unrecognized time zone identifier: "${name}"`);
  }
}

function offsetAt(format: Intl.DateTimeFormat, utc: number): number {
  const parts = new Map(format.formatToParts(utc).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, number('month') - 1, number('day'));
  wall.setUTCHours(number('hour'), number('minute'), number('second'));
  return wall.getTime() - utc;
}

/** The instant that a wall clock of the zone shows; in a gap the one after it. */
function toUtc(wall: number, zone: Zone): number {
  const guess = wall - zone(wall);
  const again = wall - zone(guess);
  return again === guess || zone(again) === wall - again ? again : Math.max(guess, again);
}

function millisGiven(name: string, value: Value): number {
  if (value.type === TYPE.date) return millisOf(value);
  if (value.type === TYPE.objectId) return value.bytes.readUInt32BE(value.at) * 1000;
  return name === '$dateTrunc'
    ? failAt(5439012, `$dateTrunc requires 'date' to be a date, but got ${typeName(value.type)}`)
    : failAt(16006, `can't convert from BSON type ${typeName(value.type)} to Date`);
}

function zoneGiven(value: Value | undefined): Zone {
  if (value === undefined) return () => 0;
  if (value.type !== TYPE.string) failAt(40517, `timezone must evaluate to a string, found ${typeName(value.type)}`);
  return zoneOf(textOf(value));
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FIXED: Record<string, number> = { millisecond: 1, second: 1000, minute: MINUTE, hour: HOUR, day: DAY, week: WEEK };
const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };

/** MongoDB counts its bins from the start of 2000. */
const ORIGIN = Date.UTC(2000, 0, 1);

/** `$dateTrunc`: the start of the bin of days, months … on the zone's own clock. */
export function dateTrunc(get: Get, has: Has): Value {
  const date = get('date');
  const unit = get('unit');
  const binSize = has('binSize') ? get('binSize') : undefined;
  const timezone = get('timezone');
  const startOfWeek = get('startOfWeek');
  const given = [date, unit, ...['binSize', 'timezone', 'startOfWeek'].filter(has).map(get)];
  if (given.some(isNullish)) return NULL;
  if (unit!.type !== TYPE.string) failAt(5439013, `$dateTrunc requires 'unit' to be a string, but got ${typeName(unit!.type)}`);
  const name = textOf(unit!);
  const size = binSize ? binSizeOf(binSize) : 1;
  const zone = zoneGiven(timezone);
  const utc = millisGiven('$dateTrunc', date!);
  if (Object.hasOwn(MONTHS, name)) return dateValue(toUtc(truncMonths(utc + zone(utc), MONTHS[name]! * size), zone));
  if (!Object.hasOwn(FIXED, name)) fail('FailedToParse', `unknown time unit value: ${name}`);
  const origin = ORIGIN + (name === 'week' ? weekOffset(startOfWeek) : 0);
  const bin = FIXED[name]! * size;
  // Below a day bins are of real time, so a change of the clocks does not stretch them.
  if (bin < DAY && name !== 'day') return dateValue(truncTo(utc, origin - zone(ORIGIN), bin));
  return dateValue(toUtc(truncTo(utc + zone(utc), origin, bin), zone));
}

const truncTo = (at: number, origin: number, bin: number) => origin + Math.floor((at - origin) / bin) * bin;

function truncMonths(wall: number, bin: number): number {
  const date = new Date(wall);
  const months = (date.getUTCFullYear() - 2000) * 12 + date.getUTCMonth();
  return Date.UTC(2000, Math.floor(months / bin) * bin, 1);
}

function binSizeOf(value: Value): number {
  const size = isNumber(value) ? wholeNumber(value) : undefined;
  if (size === undefined) failAt(5439017, `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value of type ${typeName(value.type)}`);
  if (size <= 0) failAt(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`);
  return size;
}

/** 1 January 2000 was a Saturday: how far from it the first week of 2000 begins. */
function weekOffset(startOfWeek: Value | undefined): number {
  if (startOfWeek && startOfWeek.type !== TYPE.string)
    failAt(5439015, `$dateTrunc requires 'startOfWeek' to be a string, but got ${typeName(startOfWeek.type)}`);
  const name = startOfWeek ? textOf(startOfWeek).toLowerCase() : 'sunday';
  const day = WEEKDAYS.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name);
  if (day < 0) fail('FailedToParse', `unknown day of week value: ${name}`);
  return ((day - 6 + 7) % 7) * DAY;
}

const two = (n: number) => String(n).padStart(2, '0');

const FORMATS: Record<string, (wall: Date, offset: number) => string> = {
  Y: (d) => String(d.getUTCFullYear()).padStart(4, '0'),
  m: (d) => two(d.getUTCMonth() + 1),
  d: (d) => two(d.getUTCDate()),
  H: (d) => two(d.getUTCHours()),
  M: (d) => two(d.getUTCMinutes()),
  S: (d) => two(d.getUTCSeconds()),
  L: (d) => String(d.getUTCMilliseconds()).padStart(3, '0'),
  j: (d) => String(dayOfYear(d)).padStart(3, '0'),
  w: (d) => String(d.getUTCDay() + 1),
  u: (d) => String(d.getUTCDay() || 7),
  U: (d) => two(Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7)),
  V: (d) => two(isoWeek(d).week),
  G: (d) => String(isoWeek(d).year).padStart(4, '0'),
  z: (_, offset) => `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / HOUR))}${two((Math.abs(offset) / MINUTE) % 60)}`,
  Z: (_, offset) => String(offset / MINUTE),
  '%': () => '%',
};

const dayOfYear = (d: Date) => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / DAY) + 1;

/** A week belongs to the year that its Thursday lies in. */
function isoWeek(d: Date): { year: number; week: number } {
  const thursday = new Date(d.getTime() + (4 - (d.getUTCDay() || 7)) * DAY);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

export function dateToString(get: Get, has: Has): Value | undefined {
  const date = get('date');
  if (isNullish(date)) return has('onNull') ? get('onNull') : NULL;
  if (has('timezone') && isNullish(get('timezone'))) return NULL;
  const format = has('format') ? get('format') : undefined;
  if (has('format') && isNullish(format)) return NULL;
  if (format && format.type !== TYPE.string) failAt(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format.type)}`);
  const zone = zoneGiven(get('timezone'));
  const utc = millisGiven('$dateToString', date!);
  const offset = zone(utc);
  const text = format ? textOf(format) : has('timezone') ? '%Y-%m-%dT%H:%M:%S.%L' : '%Y-%m-%dT%H:%M:%S.%LZ';
  return stringValue(formatted(text, new Date(utc + offset), offset));
}

function formatted(format: string, wall: Date, offset: number): string {
  return format.replace(/%(.?)/gs, (_, letter: string) => {
    if (letter === '') failAt(18535, "Unmatched '%' at end of format string");
    const print = Object.hasOwn(FORMATS, letter) ? FORMATS[letter] : undefined;
    return print ? print(wall, offset) : failAt(18536, `Invalid format character '%${letter}' in format string`);
  });
}
