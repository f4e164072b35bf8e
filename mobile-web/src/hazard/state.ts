import type { State } from '../../../server/contract/enumerations.ts'

/** The one home of what a state looks like. Words come first, the shape second, the hue third (see the tokens). */
export interface Face {
  /** The name of the state's tokens: --open, --open-ink, --open-tint … */
  role: 'open' | 'soon' | 'overdue' | 'recheck' | 'closed' | 'void'
  glyph: 'ring' | 'pie' | 'octagon' | 'half' | 'tick' | 'slashed'
}

export const FACES: Readonly<Record<State, Face>> = {
  open: { role: 'open', glyph: 'ring' },
  soon: { role: 'soon', glyph: 'pie' },
  overdue: { role: 'overdue', glyph: 'octagon' },
  rectified: { role: 'recheck', glyph: 'half' },
  closed: { role: 'closed', glyph: 'tick' },
  void: { role: 'void', glyph: 'slashed' },
}
