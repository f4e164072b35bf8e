import type { FileChild, IParagraphOptions } from 'docx'
import { longDate } from '../paper.words.ts'
import { docx } from '../typeset/docx.ts'
import { twips } from '../typeset/measures.ts'
import type { DocumentPage } from '../typeset/page.ts'
import type { Typesetter } from '../typeset/typesetter.ts'
import type { Frame } from './form.ts'
import { titleLines } from './parts.ts'

const RED = 'FF0000'
/** The double rule is 170 mm wide on a text area of 156. */
const OUTSIDE = twips(-7)

const rule = (side: 'top' | 'bottom', style: 'thickThinSmallGap' | 'thinThickSmallGap'): IParagraphOptions['border'] =>
  ({ [side]: { style, size: 24, space: 0, color: RED } })

/**
 * What stands above the title, and the number: nothing (the title comes first, the number under it), room for headed paper, or the
 * head of a letter (GB/T 9704-2012: name's top edge 30 mm from the page's, double rule, number at the right under it).
 */
export function head(set: Typesetter, frame: Frame, title: string): FileChild[] {
  const { paragraph, blank } = set
  const number = frame.number ?? ''
  const lines = titleLines(title).map((line, index, all) => set.title(line, { keep: index < all.length - 1 }))
  if (frame.redHead === 'none') {
    return [blank(), set.title(frame.office.name, { keep: true }), ...lines, paragraph(number, { size: 16, line: 28.95, align: 'center', before: 60 }), blank()]
  }
  const top = frame.redHead === 'preprinted' ? [paragraph('', { size: 2, line: 6, before: twips(24) })] : [
    paragraph(frame.office.name, { face: 'title', size: headSize(frame.office.name), align: 'center', color: RED, line: 48 }),
    paragraph('', { size: 2, line: 6, left: OUTSIDE, right: OUTSIDE, border: rule('bottom', 'thickThinSmallGap') }),
  ]
  return [...top, paragraph(number, { size: 16, line: 28.95, align: 'right', before: 60 }), blank(), blank(), ...lines, blank()]
}

/** A long name is set smaller: it stands on one line of 156 mm. */
const headSize = (name: string): number => Math.min(34, Math.floor(156 / 25.4 * 72 / Math.max(1, name.length)))

/** The page that goes with the head. A letter shows no number on its first page, and a second rule at its foot. */
export function pageOf({ paragraph }: Typesetter, frame: Frame): DocumentPage {
  const mark = [frame.draft && '草稿', frame.demo && '演示数据'].filter(Boolean).join('　')
  if (frame.redHead === 'none') return { mark }
  const firstFoot = new docx.Footer({ children: [paragraph('', {
    size: 2, line: 6, left: OUTSIDE, right: OUTSIDE, ...(frame.redHead === 'letter' && { border: rule('bottom', 'thinThickSmallGap')! }),
  })] })
  return { mark, quietFirst: true, footer: 20, top: 25, firstFoot }
}

/** Date four characters from the right, the name centred over it, both kept with what stands above, with room for the seal; `keep` holds what follows too. */
export function signed({ body, blank }: Typesetter, { office, on }: Frame, keep = false): FileChild[] {
  const date = longDate(on)
  const wide = (text: string) => [...text].reduce((sum, character) => sum + (/[\d]/.test(character) ? 0.5 : 1), 0) * 16 / 72 * 25.4
  const right = Math.max(0, 22.5 - (wide(office.name) - wide(date)) / 2)
  return [
    blank({ keep: true }), blank({ keep: true }), body(office.name, { align: 'right', right: twips(right), first: 0, keep: true }),
    body(date, { align: 'right', right: twips(22.5), first: 0, keep }),
  ]
}
