import { categoryName } from '../../checklist/checklists.ts'
import { t } from '../../words/t.ts'

/** The categories that nearly every inspection meets. */
const USUAL = ['FIRE', 'ELEC', 'BLDG', 'FOOD'] as const
const SHOWN = 4

/** Those that have a name short enough for a chip. */
const SHORT = [
  'FIRE', 'ELEC', 'BLDG', 'FOOD', 'WATER', 'GAS', 'LAB', 'SEQ', 'PE', 'TRAF', 'SECU', 'AREA', 'DORM', 'DROWN', 'HLTH', 'PSYB',
  'NETO', 'NATD', 'CONS', 'CROWD', 'MGMT',
] as const
const isShort = (code: string): code is (typeof SHORT)[number] => (SHORT as readonly string[]).includes(code)

export const shortName = (code: string): string => (isShort(code) ? t(`report.short.${code}`) : categoryName(code))

/** Four chips: the person's own frequent ones, then the usual; the chosen one is always among them. */
export function categoryChips(chosen: string | null, frequent: readonly string[], known: (code: string) => boolean): string[] {
  const chips = [...new Set([...frequent, ...USUAL])].filter(known).slice(0, SHOWN)
  if (!chosen || chips.includes(chosen)) return chips
  return [...chips.slice(0, SHOWN - 1), chosen]
}
