import { ref } from 'vue'
import { actOnHazard } from '../../api/hazards.ts'
import { newId } from '../../api/ids.ts'
import { ApiProblem } from '../../api/problem.ts'
import { say } from '../../ui/toast.ts'
import { problemWords } from '../../words/problem-words.ts'
import { t } from '../../words/t.ts'

/** One try a hazard keeps its id until the receipt, so that a second tap after a lost reply is the same action. */
const ids = new Map<string, string>()

/** 签收, in one tap. Somebody else having done it meanwhile is as good. */
export function useAcknowledge(changed: (hazardId: string) => unknown) {
  const busy = ref<string | null>(null)

  async function acknowledge({ id, version }: { id: string; version: number }): Promise<void> {
    if (busy.value) return
    busy.value = id
    const actionId = ids.get(id) ?? newId()
    ids.set(id, actionId)
    try {
      await actOnHazard(id, actionId, { action: 'acknowledge', version }, { tries: 3 })
      ids.delete(id)
      say(t('record.acknowledged'))
    } catch (error) {
      if (error instanceof ApiProblem) ids.delete(id)
      say(problemWords(error))
    }
    busy.value = null
    await changed(id)
  }

  return { busy, acknowledge }
}
