import { computed, reactive, toRefs } from 'vue'

const MOST = 6
const DOUBLE = 2.5
const TAP_MS = 300
const TAP_PX = 24

interface Point { x: number; y: number }
const middle = (a: Touch, b: Touch): Point => ({ x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 })
const apart = (a: Touch, b: Touch): number => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)

/**
 * Looking closer at a picture that fills `frame`: two fingers, a double tap, the wheel, or the keys + - 0. While it is
 * larger than the frame one finger or the mouse moves it; at its own size the swipe belongs to the row of pictures.
 */
export function useZoom(frame: () => HTMLElement | undefined) {
  const at = reactive({ scale: 1, x: 0, y: 0 })
  let held: Point | null = null
  let pinch: { span: number; scale: number } | null = null
  let lastTap: (Point & { when: number }) | null = null
  const closer = computed(() => at.scale > 1)
  const transform = computed(() => (closer.value ? `translate(${at.x}px, ${at.y}px) scale(${at.scale})` : 'none'))

  function reset(): void {
    Object.assign(at, { scale: 1, x: 0, y: 0 })
    held = pinch = null
  }

  /** Never so far that the picture leaves the frame. */
  function move(x: number, y: number): void {
    const box = frame()?.getBoundingClientRect()
    if (!box) return
    const [wide, high] = [(box.width * (at.scale - 1)) / 2, (box.height * (at.scale - 1)) / 2]
    at.x = Math.min(wide, Math.max(-wide, x))
    at.y = Math.min(high, Math.max(-high, y))
  }

  /** Brings the picture to this scale; the spot under `around` stays where it is. */
  function zoomTo(wanted: number, around?: Point): void {
    const box = frame()?.getBoundingClientRect()
    if (!box) return
    const scale = Math.min(MOST, Math.max(1, wanted))
    const [fromX, fromY] = around ? [around.x - box.left - box.width / 2, around.y - box.top - box.height / 2] : [0, 0]
    const grown = scale / at.scale
    at.scale = scale
    move(fromX - (fromX - at.x) * grown, fromY - (fromY - at.y) * grown)
  }

  const toggle = (around?: Point) => zoomTo(closer.value ? 1 : DOUBLE, around)

  function tapped({ clientX: x, clientY: y, timeStamp }: PointerEvent): void {
    const twice = lastTap && timeStamp - lastTap.when < TAP_MS && Math.hypot(x - lastTap.x, y - lastTap.y) < TAP_PX
    lastTap = twice ? null : { x, y, when: timeStamp }
    if (twice) toggle({ x, y })
  }

  const on = {
    wheel(event: WheelEvent): void {
      if (!closer.value && Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
      event.preventDefault()
      zoomTo(at.scale * Math.exp(-event.deltaY * 0.002), { x: event.clientX, y: event.clientY })
    },
    pointerdown(event: PointerEvent): void {
      if (closer.value && event.isPrimary) held = { x: event.clientX - at.x, y: event.clientY - at.y }
    },
    pointermove(event: PointerEvent): void {
      if (held && !pinch && event.isPrimary) move(event.clientX - held.x, event.clientY - held.y)
    },
    pointerup(event: PointerEvent): void {
      held = null
      if (event.isPrimary && !pinch) tapped(event)
    },
    touchstart(event: TouchEvent): void {
      const [a, b] = event.touches
      if (!a || !b) return
      event.preventDefault()
      pinch = { span: apart(a, b), scale: at.scale }
    },
    touchmove(event: TouchEvent): void {
      const [a, b] = event.touches
      if (!pinch || !a || !b) return
      event.preventDefault()
      zoomTo(pinch.scale * (apart(a, b) / pinch.span), middle(a, b))
    },
    touchend(event: TouchEvent): void {
      if (event.touches.length < 2) pinch = null
    },
  }

  /** Whether the key meant the picture. */
  function key(pressed: string): boolean {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[pressed]
    if (pressed === '+' || pressed === '=') zoomTo(at.scale * 1.5)
    else if (pressed === '-') zoomTo(at.scale / 1.5)
    else if (pressed === '0') reset()
    else if (step && closer.value) move(at.x + step[0]!, at.y + step[1]!)
    else return false
    return true
  }

  return { ...toRefs(at), closer, transform, reset, toggle, key, on }
}
