export default {
  'title': '管理',
} as const
