import { onMounted, onUnmounted, watch, type Ref } from 'vue'

/** Calls `reach` when the end of a list comes near, and again after each change for as long as it stays in view. */
export function useAtEnd(end: Ref<HTMLElement | undefined>, changed: () => unknown, reach: () => void): void {
  const observer = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) reach() }, { rootMargin: '600px' })
  const look = () => {
    observer.disconnect()
    if (end.value) observer.observe(end.value)
  }
  onMounted(look)
  watch(changed, look, { flush: 'post' })
  onUnmounted(() => observer.disconnect())
}
