import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'

type Named = Pick<Hazard, 'people'>

/** The name of somebody in the record; the system and people who have left have words instead. */
export function nameOf({ people }: Named, id: string | null | undefined): string {
  if (id === null) return t('record.desk')
  if (id === 'system') return t('shell.role.system')
  return people.find((person) => person.id === id)?.name ?? t('record.somebody')
}

/** 检查员 李建国 */
export function roleAndName(hazard: Named, id: string): string {
  const person = hazard.people.find((one) => one.id === id)
  return person ? `${t(`shell.role.${person.role}`)} ${person.name}` : nameOf(hazard, id)
}
