/** The form that files a hazard. */
export default {
  'title': '上报隐患', 'title.selfCheck': '自查上报',
} as const
