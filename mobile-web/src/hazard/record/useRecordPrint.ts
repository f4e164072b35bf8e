import { nextTick, onMounted, onUnmounted, ref } from 'vue'

/** Long enough for nine photos over a slow line; what has not come by then is printed as an empty frame. */
const PATIENCE_MS = 10_000

/** Prints the page once every photo it shows on paper is there, under a title that makes a good file name. */
export function useRecordPrint(root: () => HTMLElement | undefined) {
  /** `gathering`: photos are fetched at once; `printing`: what only paper shows is drawn. */
  const gathering = ref(false)
  const printing = ref(false)
  let title = ''

  async function print(name: string): Promise<void> {
    if (gathering.value) return
    gathering.value = true
    await nextTick()
    const images = [...root()?.querySelectorAll<HTMLImageElement>('img[data-print]') ?? []]
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    await Promise.race([Promise.allSettled(images.map((image) => image.decode())), late])
    title = document.title
    document.title = name
    window.print()
  }

  /** The browser's own command comes without a wait: the code is drawn before it looks, and it fetches lazy photos itself. */
  const prepare = () => { printing.value = true }
  function printed(): void {
    printing.value = gathering.value = false
    if (title) document.title = title
    title = ''
  }
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
