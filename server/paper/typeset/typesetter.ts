import type { ISectionOptions } from 'docx'
import { docx } from './docx.ts'
import { twips } from './measures.ts'
import { createPages } from './page.ts'
import { createPictures } from './picture.ts'
import { createTables, type Cell, type CellStyle } from './table.ts'
import { createText, type Faces } from './text.ts'

export type Typesetter = ReturnType<typeof createTypesetter>

/** Everything that the forms are set with, in the office's own faces. */
export function createTypesetter(faces: Faces) {
  const text = createText(faces)
  const { paragraph, gap } = text

  /** A cell to be signed: what is printed, room for the pen, the line to sign on and the date, both left empty. */
  function sign(lines: readonly string[], who: string, { space = 24, at = 58, ...cell }: CellStyle & { space?: number; at?: number } = {}): Cell {
    return {
      align: 'left', vertical: 'bottom', ...cell, text: [
        ...lines.map((line) => paragraph(line, { size: 10.5, line: 16, first: 2, align: 'both' })), gap(space),
        // Indented from the left: trailing blanks of a right-aligned line are dropped, and no room would be left to sign.
        paragraph(who, { size: 10.5, line: 18, left: twips(at) }), paragraph('年　　月　　日', { size: 10.5, line: 18, align: 'right', right: twips(4) }),
      ],
    }
  }

  return { ...text, ...createPages(text), table: createTables(text), picture: createPictures(text), sign, pack: packer(faces, text) }
}

/** Names to try where a face is missing. Word and WPS read them; LibreOffice asks the system's own rules. */
const ALTERNATIVES: Record<keyof Faces, string> = {
  body: '仿宋,FangSong', title: '方正小标宋_GBK,华文中宋,STZhongsong', kai: '楷体,KaiTi', head: 'SimHei', page: 'SimSun',
}
const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

const packer = (faces: Faces, text: ReturnType<typeof createText>) =>
  async function pack(sections: readonly ISectionOptions[], about: { title: string; creator: string; evenAndOdd?: boolean }): Promise<Buffer> {
    const document = new docx.Document({
      creator: about.creator, title: about.title, sections, compatabilityModeVersion: 15,
      evenAndOddHeaderAndFooters: about.evenAndOdd ?? false,
      // Latin text is English: told that it is Chinese, LibreOffice breaks inside figures.
      styles: { default: { document: { run: { font: text.fontOf('body'), size: 21, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    })
    return docx.Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: fontTable(faces) }])
  }

function fontTable(faces: Faces): string {
  const fonts = (Object.keys(ALTERNATIVES) as (keyof Faces)[]).map((key) =>
    `<w:font w:name="${escaped(faces[key])}"><w:altName w:val="${ALTERNATIVES[key]}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${NAMESPACE}">${[...new Set(fonts)].join('')}</w:fonts>`
}

const escaped = (name: string) => name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
