import { nextTick, onMounted, onUnmounted, ref } from 'vue'
import { picturesIn } from '../print/images.ts'
import { printAs } from '../print/print-as.ts'

/** Prints the page once every photo it shows on paper is there, under a title that makes a good file name. */
export function useRecordPrint(root: () => HTMLElement | undefined) {
  /** `gathering`: photos are fetched at once; `printing`: what only paper shows is drawn. */
  const gathering = ref(false)
  const printing = ref(false)

  async function print(name: string): Promise<void> {
    if (gathering.value) return
    gathering.value = true
    await nextTick()
    await picturesIn([...root()?.querySelectorAll<HTMLImageElement>('img[data-print]') ?? []])
    await nextTick()
    printAs(name)
  }

  /** The browser's own command comes without a wait: the code is drawn before it looks, and it fetches lazy photos itself. */
  const prepare = () => { printing.value = true }
  const printed = () => { printing.value = gathering.value = false }
  onMounted(() => {
    addEventListener('beforeprint', prepare)
    addEventListener('afterprint', printed)
  })
  onUnmounted(() => {
    removeEventListener('beforeprint', prepare)
    removeEventListener('afterprint', printed)
  })

  return { gathering, printing, print }
}
