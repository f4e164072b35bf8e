/** docx counts lengths in twips (1/1440 inch) and pictures in pixels at 96 to the inch; the forms speak of millimetres. */
const MM_PER_INCH = 25.4

export const twips = (mm: number): number => Math.round((mm / MM_PER_INCH) * 1440)
export const pixels = (mm: number): number => (mm / MM_PER_INCH) * 96
