import { computed, onMounted, onUnmounted, ref, type Ref } from 'vue'

/** Rows kept ready above and below what is seen, so that a quick scroll shows no gap. */
const SPARE = 12

export interface Slice { from: number; to: number }

/** Which of `count` rows of one height are drawn when a box of `height` is scrolled to `top`. */
export function sliceAt(top: number, height: number, count: number, rowHeight: number): Slice {
  const first = Math.floor(top / rowHeight) - SPARE
  const last = Math.ceil((top + height) / rowHeight) + SPARE
  const to = Math.max(0, Math.min(count, last))
  return { from: Math.max(0, Math.min(first, to)), to }
}

/** Draws only the rows of a long table that can be seen; the others are space of the right height. */
export function useRowWindow(box: Ref<HTMLElement | undefined>, count: () => number, rowHeight: number, headHeight: number) {
  const top = ref(0)
  const height = ref(0)
  let frame = 0
  const measure = () => {
    frame = 0
    if (!box.value) return
    top.value = box.value.scrollTop
    height.value = box.value.clientHeight
  }
  const later = () => { frame ||= requestAnimationFrame(measure) }
  const resized = new ResizeObserver(later)
  onMounted(() => {
    measure()
    box.value?.addEventListener('scroll', later, { passive: true })
    if (box.value) resized.observe(box.value)
  })
  onUnmounted(() => { cancelAnimationFrame(frame); resized.disconnect() })

  const slice = computed(() => sliceAt(top.value, height.value, count(), rowHeight))
  return {
    slice,
    above: computed(() => slice.value.from * rowHeight),
    below: computed(() => (count() - slice.value.to) * rowHeight),
    /** Scrolls just so far that this row is whole under the header. */
    reveal(index: number) {
      if (!box.value) return
      const start = index * rowHeight
      const room = box.value.clientHeight - headHeight - rowHeight
      if (start < box.value.scrollTop) box.value.scrollTop = start
      else if (start > box.value.scrollTop + room) box.value.scrollTop = start - room
      measure()
    },
  }
}
