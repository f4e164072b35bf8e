import { left, type Cell, type Row } from '../typeset/table.ts'
import { PAIR_BOX } from '../typeset/measures.ts'
import type { Typesetter } from '../typeset/typesetter.ts'
import type { Frame, Pictures } from './form.ts'

/** A photo of a record, and what stands under it. */
export interface Placed { id: string | null; caption: string }

/** One half of a pair. Where there is no photo, or it cannot be read any more, the words say so. */
export function photoCell({ picture, paragraph }: Typesetter, pictures: Pictures, { id, caption }: Placed, keep = false): Cell {
  const found = id === null ? undefined : pictures.get(id)
  const text = found ? picture(found, PAIR_BOX, caption, { keep })
    : [paragraph(id === null ? `${caption}：无照片` : `${caption}：照片无法读取`, { size: 9, align: 'center', line: 13, keep })]
  return { text, span: 2, pad: 0.6, padY: 1 }
}

/** Widths of a form of label, value, label, value. */
export const HALVES = [24, 58.5, 24, 58.5] as const
export const WIDE_HALVES = [28, 54.5, 28, 54.5] as const

export const across = (text: string): Cell => left(text, { span: 3 })

/** A name longer than one line of its cell gets the whole width, and what stood beside it a row of its own: two lines more instead of five. */
export const LONG_NAME = 17
export function nameRow(label: string, name: string, beside: string, value: string, height?: number): Row[] {
  const row = (cells: Row['cells']): Row => ({ cells, ...(height && { height }) })
  return name.length > LONG_NAME ? [row([label, across(name)]), row([beside, across(value)])] : [row([label, left(name), beside, left(value)])]
}

/** Title and, at the right under it, the number. */
export const headed = ({ title, paragraph }: Typesetter, frame: Frame, line = 32) => [
  title(frame.title, { line }), ...(frame.number ? [paragraph(frame.number, { size: 12, line: 20, align: 'right', after: 40 })] : []),
]

/** Which of these is ticked: ■ for it, □ for the others. */
export const ticks = (labels: readonly string[], ticked: number): string => labels.map((label, index) => `${index === ticked ? '■' : '□'}${label}`).join('　')

const TOO_WIDE = 18
/** Where a title may break: before these, or after these. */
const BEFORE = /^(关于|对|重大|校门|校园|安全|交通|消防|隐患|挂牌|督办|协助|的)/
const AFTER = /[，、）的区县镇校学园局]$/

/**
 * A title in lines of at most eighteen characters of 22 pt, broken by sense as far as the words show it: lines of about one length,
 * never within a name if another place is near. A line break that was typed wins.
 */
export function titleLines(title: string): string[] {
  return title.split('\n').flatMap((line) => broken(line, Math.ceil(line.length / TOO_WIDE)))
}

function broken(line: string, lines: number): string[] {
  if (lines < 2) return [line]
  const ideal = Math.ceil(line.length / lines)
  const places = [...line].map((_, at) => at).filter((at) => at > 0 && at <= TOO_WIDE && line.length - at <= (lines - 1) * TOO_WIDE)
  const inside = (at: number) => line.slice(0, at).lastIndexOf('（') > line.slice(0, at).lastIndexOf('）')
  const cost = (at: number) => (inside(at) ? 5 : 0) + Math.abs(at - ideal) + (BEFORE.test(line.slice(at)) ? -3 : 0) + (AFTER.test(line.slice(0, at)) ? -1 : 0) + (/^[的，、）》”]/.test(line.slice(at)) ? 4 : 0)
  const at = places.reduce((best, place) => (cost(place) < cost(best) ? place : best), places[0] ?? ideal)
  return [line.slice(0, at), ...broken(line.slice(at), lines - 1)]
}
