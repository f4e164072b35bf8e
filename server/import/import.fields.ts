import type { HazardField, ImportField, ImportKind, SchoolField, StaffField } from '../contract/import.ts'

/** The heads under which offices keep each field; the first is the template's. Compared without blanks, brackets and marks. */
const HAZARDS: Readonly<Record<HazardField, readonly string[]>> = {
  number: ['隐患编号', '编号', '台账编号', '原编号', '隐患序号'],
  school: ['学校', '学校名称', '校名', '单位', '单位名称', '被检查单位', '受检单位', '受检学校', '责任单位', '学校代码'],
  foundOn: ['检查日期', '检查时间', '排查日期', '排查时间', '发现日期', '发现时间', '登记日期', '登记时间', '日期'],
  inspection: ['检查类型', '检查类型/专项', '检查方式', '专项', '排查类型', '来源'],
  inspectedBy: ['检查人', '检查人员', '排查人', '排查人员', '发现人'],
  spot: ['位置', '部位', '隐患部位', '隐患位置', '具体位置', '地点', '隐患地点', '场所'],
  category: ['类别', '隐患类别', '隐患类型', '类型', '分类'],
  description: ['隐患描述', '隐患情况', '存在问题', '存在的问题', '问题描述', '隐患内容', '具体问题', '主要问题', '存在隐患', '问题', '隐患'],
  severity: ['等级', '隐患等级', '级别', '隐患级别'],
  measures: ['整改措施', '措施', '整改情况', '处理措施', '整改要求'],
  responsible: ['责任人', '整改责任人', '负责人', '整改人'],
  funds: ['资金万元', '资金', '投入资金', '投入资金万元', '整改资金', '整改资金万元'],
  dueOn: ['整改时限', '整改期限', '限期', '期限', '整改截止日期', '完成时限', '要求完成时间', '计划完成时间'],
  extendedOn: ['延期后时限', '延期至', '延期时限'],
  rectifiedOn: ['完成日期', '完成时间', '整改完成日期', '整改完成时间', '整改日期', '整改时间', '实际完成时间'],
  recheckedBy: ['复查人', '复查人员', '验收人'],
  recheckedOn: ['复查日期', '复查时间', '验收日期', '验收时间'],
  closedOn: ['销号日期', '销号时间', '办结日期', '办结时间'],
  state: ['状态', '整改状态', '整改结果', '是否整改', '是否完成', '是否销号', '完成情况', '销号情况', '整改完成情况'],
  remark: ['备注', '未完成原因、备注', '未完成原因', '说明'],
}

const SCHOOLS: Readonly<Record<SchoolField, readonly string[]>> = {
  code: ['学校代码', '代码', '编码', 'code'],
  name: ['校名', '学校名称', '学校', '名称', 'name'],
  kind: ['类型', '学校类型', '学段', '办学类型', 'type'],
  cluster: ['片区', '中心校', '学区', 'cluster'],
  lat: ['纬度', 'lat_wgs84', 'lat'],
  lng: ['经度', 'lng_wgs84', 'lng'],
  students: ['学生数', '学生人数', '在校生', 'students'],
  boarding: ['寄宿', '是否寄宿', 'boarding'],
  canteen: ['食堂', '有无食堂', 'canteen'],
  schoolBus: ['校车', '有无校车', 'school_bus'],
}

const STAFF: Readonly<Record<StaffField, readonly string[]>> = {
  username: ['用户名', '登录名', '账号', 'username'],
  name: ['姓名', '名字', 'name'],
  role: ['角色', '身份', 'role'],
  post: ['岗位', '职务', 'post'],
  schools: ['学校代码', '学校', '所在学校', '负责学校', 'schools'],
  email: ['邮箱', '电子邮箱', 'email'],
}

export const FIELD_HEADS: Readonly<Record<ImportKind, Readonly<Partial<Record<ImportField, readonly string[]>>>>> = { hazards: HAZARDS, schools: SCHOOLS, staff: STAFF }

/** 资金（万元）and 资金 万元 are one head. */
export const bare = (head: string): string => head.normalize('NFKC').replaceAll(/[\s()[\]【】*:：]/g, '').toLowerCase()
