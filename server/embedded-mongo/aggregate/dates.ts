import { failAt } from '../error.ts'
import { type Value, NULL, TYPE, dateValue, isNullish, millisOf, stringValue, textOf, typeName, wholeNumber } from '../value/value.ts'

const MINUTE = 60000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Wall-clock milliseconds ahead of UTC at an instant. */
type Zone = (utc: number) => number
const UTC: Zone = () => 0
const zones = new Map([['UTC', UTC], ['GMT', UTC]])

/** A zone by its Olson name, `UTC`, `GMT`, or an offset such as `+08:00`; UTC if none is given. */
function zoneOf(given: Value | undefined): Zone {
  if (given === undefined) return UTC
  if (given.type !== TYPE.string) failAt(40517, `timezone must evaluate to a string, found ${typeName(given.type)}`)
  const name = textOf(given)
  let zone = zones.get(name)
  if (!zone) zones.set(name, (zone = /^[+-]\d\d(:?\d\d)?$/.test(name) ? fixedZone(millisAhead(name)) : olsonZone(name)))
  return zone
}

const fixedZone = (ahead: number): Zone => (ahead === 0 ? UTC : () => ahead)

/** What an offset such as `+08:00`, `-0530` or `+08:05:43` means. */
function millisAhead(offset: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000)
}

/** Offsets change at quarter hours at most, so each quarter hour is asked for once. */
function olsonZone(timeZone: string): Zone {
  const format = olsonFormat(timeZone)
  const known = new Map<number, number>()
  return (utc) => {
    const quarter = Math.floor(utc / (15 * MINUTE))
    let ahead = known.get(quarter)
    if (ahead === undefined) {
      if (known.size > 50000) known.clear()
      const { value } = format.formatToParts(quarter * 15 * MINUTE).find(({ type }) => type === 'timeZoneName')!
      known.set(quarter, (ahead = millisAhead(value)))
    }
    return ahead
  }
}

function olsonFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch {
    return failAt(40485, `unrecognized time zone identifier: "${timeZone}"`)
  }
}

/** The instant that a wall clock of the zone shows; in a gap the one after it. */
function toUtc(wall: number, zone: Zone): number {
  const guess = wall - zone(wall)
  const again = wall - zone(guess)
  return again === guess || zone(again) === wall - again ? again : Math.max(guess, again)
}

/** Milliseconds of what counts as a date. */
function millisGiven(value: Value): number | undefined {
  if (value.type === TYPE.date) return millisOf(value)
  return value.type === TYPE.objectId ? value.bytes.readUInt32BE(value.at) * 1000 : undefined
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MILLIS = new Map([['millisecond', 1], ['second', 1000], ['minute', MINUTE], ['hour', HOUR], ['day', DAY], ['week', 7 * DAY]])
const MONTHS = new Map([['month', 1], ['quarter', 3], ['year', 12]])
/** MongoDB counts its bins from the start of 2000. */
const ORIGIN = Date.UTC(2000, 0, 1)
type Given = Value | undefined

/** `$dateTrunc`: the start of the bin of days, months … on the zone's own clock. */
export function dateTrunc(date: Given, unit: Given, binSize: Given, timezone: Given, startOfWeek: Given): Value {
  const isNull = (value: Given) => value !== undefined && isNullish(value)
  if ([date, unit, binSize, timezone].some(isNull)) return NULL
  const name = wordOf(unit!, 'unit')
  if (name === 'week' && isNull(startOfWeek)) return NULL
  const size = binSize ? binSizeOf(binSize) : 1
  const zone = zoneOf(timezone)
  const utc = millisGiven(date!) ?? failAt(5439012, `$dateTrunc requires 'date' to be a date, but got ${typeName(date!.type)}`)
  const months = MONTHS.get(name)
  if (months) return dateValue(toUtc(truncMonths(utc + zone(utc), months * size), zone))
  const bin = (MILLIS.get(name) ?? failAt(5439014, `$dateTrunc parameter 'unit' value cannot be recognized as a time unit: ${name}`)) * size
  // Bins of hours and less are of real time, so a change of the clocks does not stretch them.
  if (name !== 'day' && name !== 'week') return dateValue(truncTo(utc, ORIGIN - zone(ORIGIN), bin))
  const origin = ORIGIN + (name === 'week' ? weekOffset(startOfWeek) : 0)
  return dateValue(toUtc(truncTo(utc + zone(utc), origin, bin), zone))
}

function wordOf(value: Value, parameter: 'unit' | 'startOfWeek'): string {
  const location = parameter === 'unit' ? 5439013 : 5439015
  return value.type === TYPE.string ? textOf(value) : failAt(location, `$dateTrunc requires '${parameter}' to be a string, but got ${typeName(value.type)}`)
}

const truncTo = (at: number, origin: number, bin: number) => origin + Math.floor((at - origin) / bin) * bin

function truncMonths(wall: number, bin: number): number {
  const date = new Date(wall)
  const months = (date.getUTCFullYear() - 2000) * 12 + date.getUTCMonth()
  return Date.UTC(2000, Math.floor(months / bin) * bin, 1)
}

function binSizeOf(value: Value): number {
  const size = wholeNumber(value) ?? failAt(5439017, `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value of type ${typeName(value.type)}`)
  return size > 0 ? size : failAt(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`)
}

/** 1 January 2000 was a Saturday: how far from it the first week of 2000 begins. */
function weekOffset(startOfWeek: Given): number {
  const name = startOfWeek ? wordOf(startOfWeek, 'startOfWeek').toLowerCase() : 'sunday'
  const day = WEEKDAYS.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name)
  if (day < 0) failAt(5439016, `$dateTrunc parameter 'startOfWeek' value cannot be recognized as a day of a week: ${name}`)
  return ((day + 1) % 7) * DAY
}

const digits = (n: number, width = 2) => String(n).padStart(width, '0')
const yearDigits = (year: number) =>
  year >= 0 && year <= 9999 ? digits(year, 4) : failAt(18537, `Could not convert date to string: date component was outside the supported range of 0-9999: ${year}`)

const FORMATS = new Map<string, (wall: Date, ahead: number) => string>(Object.entries({
  Y: (d) => yearDigits(d.getUTCFullYear()),
  m: (d) => digits(d.getUTCMonth() + 1),
  d: (d) => digits(d.getUTCDate()),
  H: (d) => digits(d.getUTCHours()),
  M: (d) => digits(d.getUTCMinutes()),
  S: (d) => digits(d.getUTCSeconds()),
  L: (d) => digits(d.getUTCMilliseconds(), 3),
  j: (d) => digits(dayOfYear(d), 3),
  w: (d) => String(d.getUTCDay() + 1),
  u: (d) => String(d.getUTCDay() || 7),
  U: (d) => digits(Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7)),
  V: (d) => digits(Math.floor((dayOfYear(thursdayOf(d)) - 1) / 7) + 1),
  G: (d) => yearDigits(thursdayOf(d).getUTCFullYear()),
  z: (_, ahead) => `${ahead < 0 ? '-' : '+'}${digits(Math.floor(Math.abs(ahead) / HOUR))}${digits(Math.floor(Math.abs(ahead) / MINUTE) % 60)}`,
  Z: (_, ahead) => String(Math.trunc(ahead / MINUTE)),
  '%': () => '%',
}))

const dayOfYear = (d: Date) => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / DAY) + 1
/** An ISO week belongs to the year that its Thursday lies in. */
const thursdayOf = (d: Date) => new Date(d.getTime() + (4 - (d.getUTCDay() || 7)) * DAY)

export function dateToString(date: Given, format: Given, timezone: Given, onNull: Given): Value | undefined {
  if (format && !isNullish(format)) checkFormat(format)
  const zone = timezone && isNullish(timezone) ? undefined : zoneOf(timezone)
  if (isNullish(date)) return onNull ?? NULL
  if (!zone || (format && isNullish(format))) return NULL
  const utc = millisGiven(date!) ?? failAt(16006, `can't convert from BSON type ${typeName(date!.type)} to Date`)
  const ahead = zone(utc)
  const wall = new Date(utc + ahead)
  const text = format ? textOf(format) : zone === UTC ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L'
  return stringValue(text.replace(DIRECTIVE, (_, letter: string) => FORMATS.get(letter)!(wall, ahead)))
}

const DIRECTIVE = /%(.?)/gsu

/** A wrong format is an error even where there is no date to be formatted. */
function checkFormat(format: Value) {
  if (format.type !== TYPE.string) failAt(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format.type)}`)
  for (const [, letter = ''] of textOf(format).matchAll(DIRECTIVE)) {
    if (letter === '') failAt(18535, "Unmatched '%' at end of format string")
    if (!FORMATS.has(letter)) failAt(18536, `Invalid format character '%${letter}' in format string`)
  }
}
