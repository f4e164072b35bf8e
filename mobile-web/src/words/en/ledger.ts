import type zh from '../zh/ledger.ts'

export default {
  'export': 'Export ledger', 'start': 'Export', 'ofList': 'Exports the hazards of this list.', 'ofListCounted': 'Exports the {n} {n|hazard|hazards} of this list.', 'ofSelected': 'Exports the {n} selected {n|hazard|hazards}.',
  'what': 'An Excel file of 26 columns in Chinese, to be printed on A3. The filter, the cut-off time and who made it stand on it.',
  'levels': 'Levels', 'levels.three': 'General, serious, major', 'levels.two': 'For reports: serious as general',
  'running': '{n} of {total} written', 'running.start': 'Preparing', 'running.short': 'Exporting',
  'saved': 'Downloaded: {name}', 'missing': '{done} exported, {n} not exported:', 'failed': 'The ledger was not exported',
} satisfies Record<keyof typeof zh, string>
