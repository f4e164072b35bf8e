import type zh from '../zh/map.ts'

export default {
  'title': 'Hazard map',
} satisfies Record<keyof typeof zh, string>
