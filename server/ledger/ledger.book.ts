import type { Actor } from '../account/actor.ts'
import { dateOf, stampOf } from '../contract/calendar.ts'
import type { LedgerLevels } from '../contract/ledger.ts'
import type { Row, Sheet, Workbook } from '../xlsx/workbook.ts'
import { LEDGER_COLUMNS } from './ledger.columns.ts'

/** What a finished export says of itself. */
export interface LedgerStatement {
  /** The filter in words, whole. */
  filter: string
  order: string
  levels: LedgerLevels
  actor: Pick<Actor, 'name'>
  at: Date
}

/** Counted while the rows go by. */
export interface LedgerTally { rows: number; serious: number; demo: boolean }

const TITLE = '校园安全隐患排查整改台账'
/** A longer filter stands whole in the sheet of notes. */
const MOST_IN_TITLE = 200

export const ledgerFileName = (at: Date): string => `隐患台账-${dateOf(at)}.xlsx`

/** The workbook: the ledger, and a sheet that says what it holds. `tally` grows while the rows are read. */
export function ledgerBook(statement: LedgerStatement, rows: AsyncIterable<readonly Row[]>, tally: Readonly<LedgerTally>): Workbook {
  const { at, actor } = statement
  return { creator: actor.name, at, sheets: [ledgerSheet(statement, rows, tally), notesSheet(statement, tally)] }
}

function ledgerSheet({ filter, at, actor, levels }: LedgerStatement, rows: AsyncIterable<readonly Row[]>, tally: Readonly<LedgerTally>): Sheet {
  const shown = filter.length > MOST_IN_TITLE ? `${filter.slice(0, MOST_IN_TITLE)}…（全文见“说明”）` : filter
  return {
    name: '隐患台账', columns: LEDGER_COLUMNS, frozenColumns: 3, paper: 'A3', rows,
    title: { text: TITLE, below: `筛选：${shown}　　${levels === 'two' ? '等级按法定两级，较大计入一般　　' : ''}数据截至：${stampOf(at)}　　制表人：${actor.name}` },
    footer: () => ({ left: `数据截至 ${stampOf(at)}　制表人 ${actor.name}`, right: tally.demo ? '演示数据' : '' }),
  }
}

function notesSheet(statement: LedgerStatement, tally: Readonly<LedgerTally>): Sheet {
  return {
    name: '说明', frozenColumns: 0, paper: 'A4',
    columns: [{ head: '项目', width: 16, kind: 'centre' }, { head: '内容', width: 100, kind: 'text' }],
    rows: notes(statement, tally),
    footer: () => ({ left: `数据截至 ${stampOf(statement.at)}`, right: tally.demo ? '演示数据' : '' }),
  }
}

/** Read after the last row of the ledger, so that its counts are what the ledger really holds. */
function* notes({ filter, order, levels, actor, at }: LedgerStatement, tally: Readonly<LedgerTally>): Generator<Row[]> {
  yield [
    ['筛选', filter], ['条数', `${tally.rows} 条`], ['排序', order], ['数据截至', stampOf(at)], ['制表人', actor.name],
    ['等级', levels === 'two' ? `按法定两级填报。含本局内部分级为“较大”的隐患 ${tally.serious} 条，计入一般` : `其中较大 ${tally.serious} 条，为本局内部分级；法定等级只有一般和重大`],
    ['整改时限', '截止到当日 24 时；批准延期的，原期限不动，延期后的期限另列'],
    ['逾期天数', '未整改的算到数据截至之日，已整改的算到完成日期；批准延期的按延期后时限'],
    ['督办人', '学校校长；挂牌督办的为督办人'],
    ['依据', '本局已确认采用的条文'],
    ['旧台账', '从旧台账导入的，检查人、措施、资金等照录原台账'],
    ['资金万元', '学校提交整改时填报的花费'],
    ...(tally.demo ? [['提示', '含演示数据，不得作为正式台账使用'] as const] : []),
  ]
}
