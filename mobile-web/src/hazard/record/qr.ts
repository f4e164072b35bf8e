/**
 * A QR code (ISO/IEC 18004) of a short text: bytes, error correction M, versions 1 to 10. Enough for the address of a
 * record on paper, and small enough not to need a library.
 */

/** By version: error correction bytes a block, then blocks as [how many, data bytes each]. */
const BLOCKS: readonly { ec: number; groups: readonly (readonly [count: number, bytes: number])[] }[] = [
  { ec: 10, groups: [[1, 16]] }, { ec: 16, groups: [[1, 28]] }, { ec: 26, groups: [[1, 44]] }, { ec: 18, groups: [[2, 32]] }, { ec: 24, groups: [[2, 43]] },
  { ec: 16, groups: [[4, 27]] }, { ec: 18, groups: [[4, 31]] }, { ec: 22, groups: [[2, 38], [2, 39]] }, { ec: 22, groups: [[3, 36], [2, 37]] }, { ec: 26, groups: [[4, 43], [1, 44]] },
]
const ALIGNED: readonly (readonly number[])[] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]]
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0, (_, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0, (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** The dark modules, row by row; null for a text that does not fit. */
export function qrOf(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  const version = BLOCKS.findIndex((blocks, index) => bytes.length + headBytes(index + 1) <= dataBytes(blocks)) + 1
  if (version === 0) return null
  const frame = frameOf(version)
  const bits = bitsOf(woven(dataOf(bytes, version), version))
  const drawn = MASKS.map((_, mask) => filled(frame, bits, version, mask))
  return drawn.reduce((best, one) => (penalty(one) < penalty(best) ? one : best))
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16)
const headBytes = (version: number) => Math.ceil((4 + lengthBits(version)) / 8)
const dataBytes = ({ groups }: (typeof BLOCKS)[number]) => groups.reduce((sum, [count, bytes]) => sum + count * bytes, 0)

/** Mode, length, text, and what fills the rest. */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const room = dataBytes(BLOCKS[version - 1]!)
  const bits = [...bitsOfNumber(0b0100, 4), ...bitsOfNumber(bytes.length, lengthBits(version)), ...bitsOf([...bytes])]
  bits.push(...Array<boolean>(Math.min(4, room * 8 - bits.length)).fill(false))
  while (bits.length % 8) bits.push(false)
  const data = Array.from({ length: bits.length / 8 }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + Number(bit), 0))
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad)
  return data
}

const bitsOfNumber = (value: number, count: number) => Array.from({ length: count }, (_, at) => ((value >> (count - 1 - at)) & 1) === 1)
const bitsOf = (bytes: readonly number[]) => bytes.flatMap((byte) => bitsOfNumber(byte, 8))

/** The blocks with their error correction, one byte of each in turn. */
function woven(data: readonly number[], version: number): number[] {
  const { ec, groups } = BLOCKS[version - 1]!
  let from = 0
  const blocks = groups.flatMap(([count, size]) => Array.from({ length: count }, () => data.slice(from, from += size)))
  const inTurn = (all: readonly (readonly number[])[]) =>
    Array.from({ length: Math.max(...all.map(({ length }) => length)) }, (_, at) => all.flatMap((block) => block[at] ?? [])).flat()
  return [...inTurn(blocks), ...inTurn(blocks.map((block) => remainder(block, generator(ec))))]
}

/** Product in the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1. */
function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a)
  return product
}

function generator(degree: number): number[] {
  let polynomial = [1]
  for (let power = 0, root = 1; power < degree; power++, root = times(root, 2)) {
    polynomial = [...polynomial, 0].map((factor, at) => factor ^ times(polynomial[at - 1] ?? 0, root))
  }
  return polynomial.slice(1)
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  return data.reduce<number[]>((rest, byte) => {
    const factor = byte ^ rest[0]!
    return [...rest.slice(1), 0].map((value, at) => value ^ times(divisor[at]!, factor))
  }, divisor.map(() => 0))
}

type Frame = (boolean | null)[][]

/** Finders, timing, alignment and version; false where the format will stand, null where the data go. */
function frameOf(version: number): Frame {
  const size = 17 + 4 * version
  const frame: Frame = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null))
  const set = (x: number, y: number, dark: boolean) => { if (x >= 0 && y >= 0 && x < size && y < size) frame[y]![x] = dark }
  const around = (x: number, y: number, reach: number, dark: (ring: number) => boolean) => {
    for (let dy = -reach; dy <= reach; dy++) for (let dx = -reach; dx <= reach; dx++) set(x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (let at = 8; at < size - 8; at++) { set(at, 6, at % 2 === 0); set(6, at, at % 2 === 0) }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) around(x, y, 4, (ring) => ring !== 2 && ring !== 4)
  const lines = ALIGNED[version - 1]!
  const inCorner = (x: number, y: number) => (x === 6 && (y === 6 || y === size - 7)) || (x === size - 7 && y === 6)
  for (const y of lines) for (const x of lines) if (!inCorner(x, y)) around(x, y, 2, (ring) => ring !== 1)
  for (const at of Array(9).keys()) { if (at !== 6) { set(8, at, false); set(at, 8, false) } }
  for (const at of Array(8).keys()) { set(size - 1 - at, 8, false); set(8, size - 1 - at, at === 7) }
  if (version >= 7) {
    const stamp = withCheck(version, 12, 0x1f25)
    for (const at of Array(18).keys()) {
      const [near, far] = [Math.floor(at / 3), size - 11 + (at % 3)]
      set(near, far, ((stamp >> at) & 1) === 1)
      set(far, near, ((stamp >> at) & 1) === 1)
    }
  }
  return frame
}

/** A number followed by the remainder that guards it. */
function withCheck(value: number, bits: number, divisor: number): number {
  let rest = value
  for (let at = 0; at < bits; at++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * divisor)
  return (value << bits) | rest
}

/** The data under one mask, two columns at a time from the right, up and down; then the format that names the mask. */
function filled(frame: Frame, bits: readonly boolean[], version: number, mask: number): boolean[][] {
  const size = 17 + 4 * version
  const drawn = frame.map((row) => [...row])
  let next = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (const step of Array(size).keys()) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
      for (const x of [right, right - 1]) if (drawn[y]![x] === null) drawn[y]![x] = (bits[next++] ?? false) !== MASKS[mask]!(x, y)
    }
  }
  // Level M is 00.
  const format = withCheck(mask, 10, 0x537) ^ 0x5412
  const bit = (at: number) => ((format >> at) & 1) === 1
  for (const at of Array(15).keys()) {
    const [x, y] = at < 6 ? [8, at] : at < 8 ? [8, at + 1] : at === 8 ? [7, 8] : [14 - at, 8]
    drawn[y]![x] = bit(at)
    if (at < 8) drawn[8]![size - 1 - at] = bit(at)
    else drawn[size - 15 + at]![8] = bit(at)
  }
  return drawn as boolean[][]
}

/** How hard this one is to read: long runs, blocks of four, and too much of one shade. */
function penalty(drawn: readonly (readonly boolean[])[]): number {
  const size = drawn.length
  const lines = [...drawn, ...drawn.map((_, x) => drawn.map((row) => row[x]!))].map((line) => line.map(Number).join(''))
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).reduce((sum, { length }) => sum + length - 2, 0)
  const finders = lines.reduce((sum, line) => sum + 40 * (line.match(/(?=00001011101|10111010000)/g)?.length ?? 0), 0)
  const dark = drawn.flat().filter(Boolean).length / size ** 2
  let blocks = 0
  for (let y = 1; y < size; y++) for (let x = 1; x < size; x++) if (new Set([drawn[y]![x], drawn[y - 1]![x], drawn[y]![x - 1], drawn[y - 1]![x - 1]]).size === 1) blocks += 3
  return runs + finders + blocks + 10 * Math.floor(Math.abs(dark - 0.5) * 20)
}
