/** docx counts lengths in twips (1/1440 inch) and pictures in pixels at 96 to the inch; the forms speak of millimetres. */
const MM_PER_INCH = 25.4

export const twips = (mm: number): number => Math.round((mm / MM_PER_INCH) * 1440)
export const pixels = (mm: number): number => (mm / MM_PER_INCH) * 96

/** The boxes that photos fit into, in millimetres: two abreast on a form, and in a row of the ledger. */
export const PAIR_BOX = { width: 80, height: 60 } as const
export const LEDGER_BOX = { width: 29, height: 21.75 } as const
export type Box = typeof PAIR_BOX | typeof LEDGER_BOX
