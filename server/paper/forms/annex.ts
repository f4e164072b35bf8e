import type { FileChild } from 'docx'
import type { Overflow } from '../typeset/overflow.ts'
import type { Typesetter } from '../typeset/typesetter.ts'

/** The pages behind a form, with what was too long for its cell. */
export const annexPages = ({ paragraph, title }: Pick<Typesetter, 'paragraph' | 'title'>, annexes: readonly Overflow[]): FileChild[] =>
  annexes.flatMap(({ label, text }, index) => [
    ...(index === 0 ? [title('附　页', { size: 18, line: 30, after: 60, newPage: true })] : []),
    paragraph(label, { face: 'head', size: 12, line: 22, before: 120, keep: true }),
    ...text.split('\n').map((line) => paragraph(line, { size: 12, line: 20, first: 2, align: 'both' })),
  ])
