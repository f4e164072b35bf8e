import type zh from '../zh/report.ts'

export default {
  'title': 'Report a hazard', 'title.selfCheck': 'Self-check',
} satisfies Record<keyof typeof zh, string>
