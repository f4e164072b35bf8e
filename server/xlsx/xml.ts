/** What XML 1.0 has no character for; a file with one of them is refused whole. */
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const MARKUP = /[&<>"]/g
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Spreadsheets read _x000D_ as a character (ECMA-376, ST_Xstring); written out, it must be told apart. */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g

/** A cell holds no more than this, whatever program opens it. */
const MOST_CHARACTERS = 32_767

export const attribute = (text: string): string => text.replace(NO_CHARACTER, '').replace(MARKUP, (mark) => ENTITIES[mark]!)

/** Most texts have nothing to escape, and a ledger has millions. */
const SUSPECT = /[&<>"_\u0000-\u001f\ufffe\uffff]/

export function cellText(text: string): string {
  if (text.length <= MOST_CHARACTERS && !SUSPECT.test(text)) return text
  return attribute(text.slice(0, MOST_CHARACTERS)).replace(ESCAPE_LIKE, '_x005F_')
}
