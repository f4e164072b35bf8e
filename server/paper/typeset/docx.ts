import type * as Library from 'docx'

/** The library that writes Word files. It is read when the first paper is drawn: a start, and most requests, do without. */
export let docx: typeof Library

export async function loadDocx(): Promise<void> {
  docx ??= await import('docx')
}
