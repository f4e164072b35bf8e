import type { Deed } from './deeds.ts'

export interface Entry {
  deed: Deed
  /** The first answer, to the letter. */
  receipt: string
}

export type Ledger = ReturnType<typeof createLedger>

/** Every receipt ever given, and every promise found broken. */
export function createLedger() {
  const entries = new Map<string, Entry>()
  const violations = new Map<string, 'lost' | 'doubled' | 'half' | 'wrong'>()

  return {
    violations,
    violated: (kind: 'lost' | 'doubled' | 'half' | 'wrong', what: string) => void violations.set(what, kind),

    /** Writes down a receipt. One that differs from the first for the same request breaks the promise. */
    note(deed: Deed, receipt: string): void {
      const first = entries.get(deed.id)
      if (!first) return void entries.set(deed.id, { deed, receipt })
      if (first.receipt !== receipt) violations.set(`${deed.path} was answered ${first.receipt}, then ${receipt}`, 'wrong')
    },
    size: () => entries.size,
    of: (...kinds: Deed['kind'][]): Entry[] => [...entries.values()].filter(({ deed }) => kinds.includes(deed.kind)),
    count: (kind: 'lost' | 'doubled' | 'half' | 'wrong') => [...violations.values()].filter((one) => one === kind).length,
  }
}
