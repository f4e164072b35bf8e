import { ref } from 'vue'
import type { Saved } from '../api/files.ts'
import { saveFile } from '../ui/save-file.ts'
import { say } from '../ui/toast.ts'
import { loadWords } from '../words/problem-words.ts'

/** Fetches a file and saves it; a failure is said at the foot of the page, and can be tried again at once. */
export function useSaving() {
  const saving = ref(false)
  async function save(fetch: () => Promise<Saved>): Promise<void> {
    if (saving.value) return
    saving.value = true
    try {
      saveFile(await fetch())
    } catch (error) {
      say(loadWords(error))
    } finally {
      saving.value = false
    }
  }
  return { saving, save }
}
