/** The map of the district. */
export default {
  'title': '隐患地图',
} as const
