import type { PaperSettings } from '../contract/paper.ts'

/**
 * What papers say until an office says otherwise. The prefixes are assumed: the true 代字 is the office's.
 * Faces by GB/T 9704-2012, which names 仿宋 only and no file.
 */
export const DEFAULTS: PaperSettings = {
  office: { name: '鹤壁市山城区教育体育局', unit: '安全管理办公室', contact: '', phone: '' },
  prefixes: {
    notice: '山教体安整', recheck: '山教体安复', supervisionOrder: '山教体安督', supervisionLetter: '山教体函', listing: '山教体', closing: '山教体安销',
  },
  byRegister: ['supervisionLetter', 'listing'],
  titles: {
    ledger: '校园安全隐患排查整改台账', photoLedger: '校园安全隐患排查整改台账（附照片）', notice: '校园安全隐患整改通知书',
    rectificationReport: '校园安全隐患整改情况报告', recheck: '校园安全隐患整改复查意见书', supervisionOrder: '校园安全隐患整改督办单',
    supervisionLetter: '督办函', extension: '校园安全隐患整改延期申请表', listing: '挂牌督办通知', delisting: '重大事故隐患摘牌申请表',
    closing: '校园安全隐患整改验收销号表', statistics: '校园安全隐患排查整改情况统计表',
  },
  faces: { body: '仿宋_GB2312', title: '方正小标宋简体', head: '黑体', kai: '楷体_GB2312', page: '宋体' },
  redHead: 'none',
  fiveElements: ['措施', '资金', '时限', '责任人', '预案'],
  levels: ['安全办', '分管领导', '局长'],
  inspectionType: '日常检查',
  reportDays: 3, objectionDays: 3, feedbackDays: 3,
  opinions: {
    report: '以上情况属实。已完成的请予复查；未完成的按批准的期限整改。',
    recheck: '复查人员与整改责任人不是同一人，以上复查情况属实。', delisting: '整改已完成，申请验收摘牌。',
  },
  foldSerious: true,
  rateOver: 'standing',
}
