export default {
  'title': '消息',
} as const
