import type zh from '../zh/inbox.ts'

export default {
  'title': 'Inbox',
} satisfies Record<keyof typeof zh, string>
