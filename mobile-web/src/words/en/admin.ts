import type zh from '../zh/admin.ts'

export default {
  'title': 'Administration',
} satisfies Record<keyof typeof zh, string>
