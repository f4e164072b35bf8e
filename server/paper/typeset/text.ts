import type { IParagraphOptions, Paragraph, ParagraphChild, TextRun } from 'docx'
import { docx } from './docx.ts'

/** The faces of an office's papers. None is shipped or embedded: each machine has its own. */
export interface Faces { body: string; title: string; head: string; kai: string; page: string }

export interface RunStyle {
  face?: keyof Faces
  /** Points. */
  size?: number
  bold?: boolean
  color?: string
  /** Twips between characters. */
  track?: number
}

export interface ParagraphStyle extends RunStyle {
  align?: 'left' | 'center' | 'right' | 'both'
  /** An exact pitch in points. Leave it out where a picture stands: an exact pitch cuts it to a strip. */
  line?: number
  /** Characters by which the first line is indented. */
  first?: number
  /** Twips. */
  before?: number
  after?: number
  left?: number
  right?: number
  keep?: boolean
  newPage?: boolean
  border?: IParagraphOptions['border']
  tabs?: IParagraphOptions['tabStops']
}

export type Piece = string | ParagraphChild
type RunChildren = NonNullable<Exclude<ConstructorParameters<typeof TextRun>[0], string>['children']>

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export type Text = ReturnType<typeof createText>

export function createText(faces: Faces) {
  // Figures of running text are Times New Roman; in titles and heads they keep the title's weight.
  const latin = (face: keyof Faces) => (face === 'body' || face === 'kai' ? 'Times New Roman' : faces[face])

  /** The hint keeps “ ” — … at full width in Word. A plain font string would turn figures into 仿宋. */
  const fontOf = (face: keyof Faces) =>
    ({ ascii: latin(face), hAnsi: latin(face), cs: latin(face), eastAsia: faces[face], hint: 'eastAsia' as const })

  function run(content: string | RunChildren, { face = 'body', size = 16, bold, color, track = 0 }: RunStyle = {}): TextRun {
    return new docx.TextRun({
      font: fontOf(face), size: Math.round(size * 2), characterSpacing: track,
      ...(bold && { bold }), ...(color && { color }),
      ...(typeof content === 'string' ? { text: content.replaceAll(NOT_XML, '') } : { children: content }),
    })
  }

  /** □ and ■ stand in a run of their own: left in the text, each program picks another face and size for them. */
  const boxed = (text: string, style: RunStyle): TextRun[] => text.split(/([□■]+)/).filter((part, index) => part || index === 0)
    .map((part) => run(part, /^[□■]/.test(part) ? { ...style, face: 'page' } : style))

  function paragraph(content: Piece | readonly Piece[], style: ParagraphStyle = {}): Paragraph {
    const { align = 'left', line, first, before = 0, after = 0, left, right, keep, newPage, border, tabs, size = 16 } = style
    const pieces = Array.isArray(content) ? content as readonly Piece[] : [content as Piece]
    return new docx.Paragraph({
      alignment: align, widowControl: true,
      ...(keep && { keepNext: true }), ...(newPage && { pageBreakBefore: true }), ...(border && { border }), ...(tabs && { tabStops: tabs }),
      indent: {
        ...(first && { firstLine: Math.round(size * 20 * first) }), ...(left !== undefined && { left }), ...(right !== undefined && { right }),
      },
      spacing: { ...(line ? { line: Math.round(line * 20), lineRule: 'exact' as const } : { lineRule: 'auto' as const }), before, after },
      children: pieces.flatMap((piece) => (typeof piece === 'string' ? boxed(piece, style) : [piece])),
    })
  }

  return {
    fontOf, run, paragraph,
    /** GB/T 9704-2012: 22 lines of 28 characters. A pitch of 28.95 pt, and a quarter of a point less between characters. */
    body: (content: Piece | readonly Piece[], style: ParagraphStyle = {}) =>
      paragraph(content, { size: 16, line: 28.95, first: 2, align: 'both', track: -5, ...style }),
    title: (text: string, style: ParagraphStyle = {}) => paragraph(text, { face: 'title', size: 22, line: 34, align: 'center', ...style }),
    gap: (points = 6) => paragraph('', { size: 2, line: points }),
    blank: (style: ParagraphStyle = {}) => paragraph('', { line: 28.95, ...style }),
  }
}
