import type { Hazard, Photo } from '../../../../server/contract/hazard.ts'
import { stampWords } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { nameOf } from './people.ts'

const SHORT = 60

/** What a photo shows, for those who cannot see it: 整改前：消火栓箱前堆放纸箱 */
export const altOf = (hazard: Pick<Hazard, 'description'>, photo: Photo): string =>
  t('record.photo.alt', { kind: t(`record.${photo.kind}`), what: hazard.description.slice(0, SHORT) })

/** 整改后 · 王海燕 2026-11-18 16:38 */
export const captionOf = (hazard: Pick<Hazard, 'people'>, photo: Photo): string =>
  `${t(`record.${photo.kind}`)} · ${nameOf(hazard, photo.by)} ${stampWords(photo.at)}`
