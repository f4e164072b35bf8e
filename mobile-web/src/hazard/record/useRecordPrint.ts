import { nextTick, onMounted, onUnmounted, ref } from 'vue'

/** Long enough for nine photos over a slow line; what has not come by then is printed as an empty frame. */
const PATIENCE_MS = 10_000

/** Prints the page once every photo it shows on paper is there, under a title that makes a good file name. */
export function useRecordPrint(root: () => HTMLElement | undefined) {
  const printing = ref(false)
  let title = ''

  async function print(name: string): Promise<void> {
    if (printing.value) return
    printing.value = true
    await nextTick()
    const images = [...root()?.querySelectorAll<HTMLImageElement>('img[data-print]') ?? []]
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    await Promise.race([Promise.allSettled(images.map((image) => image.decode())), late])
    title = document.title
    document.title = name
    window.print()
  }

  function printed(): void {
    if (!printing.value) return
    printing.value = false
    document.title = title
  }
  onMounted(() => addEventListener('afterprint', printed))
  onUnmounted(() => removeEventListener('afterprint', printed))

  return { printing, print }
}
