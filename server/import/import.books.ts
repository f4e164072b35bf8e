import type { IssuedPassword } from '../account/account.import.ts'
import type { Actor } from '../account/actor.ts'
import type { Category } from '../contract/checklist.ts'
import { IMPORT_FIELDS, MAX_IMPORT_ROWS, REQUIRED_FIELDS, type ImportField, type ImportKind } from '../contract/import.ts'
import type { Column, Row, Sheet, Workbook } from '../xlsx/workbook.ts'
import { headOf, refusalWords } from './import.words.ts'
import type { ChunkRecord, ImportRecord } from './import.model.ts'

type By = Pick<Actor, 'name'>
const book = ({ name }: By, at: Date, ...sheets: Sheet[]): Workbook => ({ creator: name, at, sheets })
const column = (head: string, width: number, kind: Column['kind'] = 'text'): Column => ({ head, width, kind })
const plain = { frozenColumns: 0, paper: 'A4' } as const

/** What may stand in a field, for whoever fills the template in. */
const HELP: Readonly<Record<ImportKind, Readonly<Partial<Record<ImportField, string>>>>> = {
  hazards: {
    number: '旧台账里的编号。有编号的按编号认，同一编号再导入不会重复；没有的按学校、日期、位置和描述认', school: '校名全称，或学校代码', foundOn: '例如 2025-11-09、2025/11/9、2025年11月9日',
    category: '类别名称，例如 消防安全；导入时也可以给没填的统一定一个', severity: '一般、较大或重大，不填按一般', funds: '以万元计；写了“元”的按元', dueOn: '不填按等级推算：一般 15 天、较大 7 天、重大 1 天',
    state: '整改中、待复查、已销号或作废。不填时，有完成日期或销号日期的算已销号，否则算整改中', rectifiedOn: '已销号的要有完成日期或销号日期，待复查的要有完成日期', responsible: '照录在经过里；系统里的责任人按学校的安全员定',
  },
  schools: { code: '写进隐患编号，定了就不能改', lat: 'WGS-84 坐标，经度纬度一起填或都不填', boarding: '是或否', canteen: '是或否', schoolBus: '是或否' },
  staff: { username: '小写字母、数字和 . _ -', role: '检查员、安全员、校长、局机关、系统管理员、审计员', post: '安全员填 主责 或 协助，局机关填 经办 或 分管领导，其他不填', schools: '校名或代码，几所用顿号隔开；全部学校填 全部' },
}

/** As the pages call what is brought in. */
const KIND_NAMES: Readonly<Record<ImportKind, string>> = { hazards: '旧台账', schools: '学校', staff: '账号' }
export const templateName = (kind: ImportKind): string => `导入模板-${KIND_NAMES[kind]}.xlsx`

/** An empty table with the heads, and a sheet that says what to write under them. */
export function templateBook(kind: ImportKind, categories: readonly Category[], by: By, at: Date): Workbook {
  const required = new Set<string>(REQUIRED_FIELDS[kind])
  const heads = IMPORT_FIELDS[kind].map((field) => column(headOf(kind, field), field === 'description' || field === 'measures' ? 30 : 13))
  const help = IMPORT_FIELDS[kind].map((field: ImportField): Row => [headOf(kind, field), required.has(field) ? '必填' : '', HELP[kind][field] ?? ''])
  const names: Row[] = kind === 'hazards' ? [['类别名称', '', categories.map(({ nameZh }) => nameZh).join('、')]] : []
  return book(by, at, { ...plain, name: '填写', columns: heads, rows: [] }, {
    ...plain, name: '说明', columns: [column('列', 14, 'centre'), column('', 8, 'centre'), column('怎么填', 90)],
    rows: [[...help, ...names, ['行数', '', `一个文件最多 ${MAX_IMPORT_ROWS} 行，20 MB`]]],
  })
}

/** The refused rows as they stand in the file, each with its number there and its reasons. */
export function refusedBook({ kind, heads }: ImportRecord, chunks: AsyncIterable<ChunkRecord>, by: By, at: Date): Workbook {
  return book(by, at, {
    ...plain, name: '未导入', columns: [column('原行号', 7, 'count'), column('原因', 40), ...heads.map((head, index) => column(head || `第 ${index + 1} 列`, 14))],
    frozenColumns: 2, rows: refusedRows(kind, chunks),
  })
}

async function* refusedRows(kind: ImportKind, chunks: AsyncIterable<ChunkRecord>): AsyncGenerator<Row[]> {
  for await (const { rows, verdicts } of chunks) {
    yield rows.flatMap(({ row, cells }, at) => {
      const verdict = verdicts[at]
      return verdict?.outcome === 'refused' ? [[row, refusalWords(kind, verdict.refusals), ...cells]] : []
    })
  }
}

export const passwordBook = (issued: readonly IssuedPassword[], by: By, at: Date): Workbook => book(by, at, {
  ...plain, name: '一次性密码', columns: [column('用户名', 20), column('姓名', 14), column('一次性密码', 24)],
  rows: [issued.map(({ username, name, oneTimePassword }): Row => [username, name, oneTimePassword])],
})
