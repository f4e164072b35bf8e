import type { Pixel } from './map-projection.ts'

export interface Box { left: number; top: number; right: number; bottom: number }
export type Side = 'below' | 'above' | 'right' | 'left'

export interface Wanted extends Pixel {
  text: string
  /** Font size in pixels, and what is set between the letters. */
  size: number
  spacing: number
  /** How far the text stands off the point on each side, in the order in which the sides are tried. */
  tries: readonly (readonly [Side, number])[]
}
export interface Placed { text: string; x: number; y: number; box: Box }

const LINE = 1.3

/** Width in pixels, near enough to keep labels apart: full-width characters are square, the others about half as wide. */
export const textWidth = (text: string, size: number, spacing = 0): number =>
  [...text].reduce((width, letter) => width + spacing + size * (letter.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0)

export const boxAround = ({ x, y }: Pixel, half: number): Box => ({ left: x - half, top: y - half, right: x + half, bottom: y + half })

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const within = (a: Box, b: Box): boolean => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom

/**
 * Puts each label where it touches neither a marker nor another label and is whole inside the view; one that fits nowhere
 * is left out. First come, first served.
 */
export function placeLabels(wanted: readonly Wanted[], taken: readonly Box[], view: Box): Placed[] {
  const occupied = [...taken]
  return wanted.flatMap((label) => {
    for (const [side, away] of label.tries) {
      const box = boxAt(label, side, away)
      if (!within(box, view) || occupied.some((other) => overlap(box, other))) continue
      occupied.push(box)
      return [{ text: label.text, x: box.left, y: box.top, box }]
    }
    return []
  })
}

function boxAt({ x, y, text, size, spacing }: Wanted, side: Side, away: number): Box {
  const width = textWidth(text, size, spacing)
  const height = size * LINE
  const left = x + (side === 'right' ? away : side === 'left' ? -away - width : -width / 2)
  const top = y + (side === 'below' ? away : side === 'above' ? -away - height : -height / 2)
  return { left, top, right: left + width, bottom: top + height }
}
