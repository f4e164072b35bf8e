import type { FileChild, Footer, ISectionOptions } from 'docx'
import { docx } from './docx.ts'
import { twips } from './measures.ts'
import type { Text } from './text.ts'

interface Sheet { size: readonly [width: number, height: number]; margin: readonly [top: number, bottom: number, left: number, right: number] }

/** Millimetres. A document's text area is 156 × 225 (GB/T 9704-2012); a form is 165 wide, wide A4 267, A3 390. */
const SHEETS = {
  document: { size: [210, 297], margin: [37, 35, 28, 26] },
  form: { size: [210, 297], margin: [24, 20, 25, 20] },
  wideA4: { size: [297, 210], margin: [22, 16, 15, 15] },
  wideA3: { size: [420, 297], margin: [22, 16, 15, 15] },
} as const satisfies Record<string, Sheet>
export type FormSheet = 'form' | 'wideA4' | 'wideA3'

const page = ({ size: [width, height], margin: [top, bottom, left, right] }: Sheet, footer: number) => ({
  // docx swaps the two sides itself when told "landscape": it is handed the portrait pair.
  size: {
    width: twips(Math.min(width, height)), height: twips(Math.max(width, height)),
    orientation: width > height ? 'landscape' as const : 'portrait' as const,
  },
  margin: { top: twips(top), bottom: twips(bottom), left: twips(left), right: twips(right), header: twips(12), footer: twips(footer), gutter: 0 },
})

/** What the page's number takes at the right, in millimetres, and a full-width character of 9 pt. */
const NUMBER_WIDE = 32
const CHARACTER_WIDE = 3.2

/** A foot that has no room beside the page's number begins a line above it, broken between its parts. */
function inTwo(foot: string, width: number): [above: string, beside: string] {
  const wide = (text: string) => [...text].reduce((sum, character) => sum + (character < '\u2e80' ? 0.55 : 1), 0) * CHARACTER_WIDE
  const parts = foot.split('　')
  const above: string[] = []
  while (parts.length > 1 && wide(parts.join('　')) > width - NUMBER_WIDE) above.push(parts.shift()!)
  return [above.join('　'), parts.join('　')]
}

export interface DocumentPage {
  /** The first page shows no number (a letter), and may have a foot of its own. */
  quietFirst?: boolean
  firstFoot?: Footer
  /** Millimetres from the page's top to the text, and from its bottom to the foot. */
  top?: number
  footer?: number
  /** What stands at the top right of each page: the mark of a demonstration or of a draft. */
  mark?: string
}

export function createPages({ paragraph, run }: Text) {
  /** 第 1 页 共 2 页, and at the left what the paper is. */
  function form(children: readonly FileChild[], foot: string, sheet: FormSheet = 'form'): ISectionOptions {
    const { size: [width], margin: [, , left, right] } = SHEETS[sheet]
    const [above, beside] = inTwo(foot, width - left - right)
    const footer = new docx.Footer({ children: [
      ...(above ? [paragraph(above, { size: 9 })] : []),
      paragraph(
        [run(beside, { size: 9 }), run(['\t第 ', docx.PageNumber.CURRENT, ' 页　共 ', docx.PageNumber.TOTAL_PAGES, ' 页'], { size: 9 })],
        { tabs: [{ type: 'right', position: twips(width - left - right) }] }),
    ] })
    return { properties: { page: page(SHEETS[sheet], 10) }, children, footers: { default: footer } }
  }

  /** — 1 — at the outer side: odd pages right, even pages left, one character in. */
  const numbered = (align: 'left' | 'right') => new docx.Footer({ children: [paragraph(
    [run(['— ', docx.PageNumber.CURRENT, ' —'], { face: 'page', size: 14 })], { align, ...(align === 'right' ? { right: 280 } : { left: 280 }) })] })

  /** A 公文 by GB/T 9704-2012. */
  function document(children: readonly FileChild[], { quietFirst = false, firstFoot, top = 37, footer = 25, mark = '' }: DocumentPage = {}): ISectionOptions {
    const header = () => new docx.Header({ children: [paragraph(mark, { size: 9, align: 'right' })] })
    const [, bottom, left, right] = SHEETS.document.margin
    return {
      properties: { page: page({ ...SHEETS.document, margin: [top, bottom, left, right] }, footer), titlePage: quietFirst }, children,
      headers: { default: header(), even: header(), first: header() },
      footers: { default: numbered('right'), even: numbered('left'), first: firstFoot ?? new docx.Footer({ children: [paragraph('')] }) },
    }
  }

  return { form, document }
}
