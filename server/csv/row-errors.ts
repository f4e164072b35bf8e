export interface RowError {
  /** The line in the file, from 1; 0 speaks of the file as a whole. */
  line: number
  reason: string
}

/** Everything that is wrong with a file, so that it can be put right in one go. The reasons are for people, in Chinese. */
export class RowErrors extends Error {
  constructor(readonly rows: readonly RowError[]) {
    super(rows.map(({ line, reason }) => (line > 0 ? `第 ${line} 行：${reason}` : reason)).join('\n'))
    this.name = 'RowErrors'
  }
}
