import { computed, ref, type Ref } from 'vue'
import type { LocalHabits, ReportDraft } from '../../offline/kept.ts'
import { loadSchools, schools } from '../../school/schools.ts'
import { inLikelyOrder, matching, schoolHere } from './nearest.ts'
import { useHere } from './useHere.ts'

/** More rows than this are not read: a few more letters narrow them down. */
const SHOWN = 60

/** Which school: the nearest first where the position is known, else the last used; the only one is filled in. */
export function useSchoolPicker(
  draft: Ref<ReportDraft>, habits: Ref<LocalHabits>,
  { change, prefill }: Record<'change' | 'prefill', (fields: Partial<ReportDraft>) => void>,
) {
  const typed = ref('')
  const failed = ref(false)
  /** The school was filled in from the position, and stands so many metres away. */
  const metresAway = ref<number | null>(null)

  const position = useHere((found) => {
    if (!draft.value.location) prefill({ location: found })
    fillIn()
  })
  const ordered = computed(() => inLikelyOrder(schools.value, position.here.value, habits.value.schoolIds))
  const matches = computed(() => matching(ordered.value, typed.value))
  const rows = computed(() => matches.value.slice(0, SHOWN))
  const hidden = computed(() => matches.value.length - rows.value.length)

  /** Only ever fills an empty field: what a person chose stands. */
  function fillIn(): void {
    if (draft.value.schoolId) return
    if (schools.value.length === 1) return prefill({ schoolId: schools.value[0]!.id })
    const near = schoolHere(ordered.value, position.here.value?.accuracyMetres ?? Infinity)
    if (!near) return
    prefill({ schoolId: near.school.id })
    metresAway.value = near.metres
  }

  async function load(): Promise<void> {
    failed.value = false
    const looking = position.look()
    await loadSchools().then(fillIn, () => { failed.value = true })
    await looking
  }

  function choose(schoolId: string): void {
    metresAway.value = null
    typed.value = ''
    change({ schoolId })
  }

  return { typed, rows, hidden, failed, metresAway, ...position, load, fillIn, choose }
}
export type SchoolPicker = ReturnType<typeof useSchoolPicker>
