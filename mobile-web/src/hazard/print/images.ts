/** A slow line is waited for, a dead one is not: given up when no picture has come for this long. */
const STALL_MS = 15_000

const came = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0

/**
 * Waits until every picture has come or failed; `moved` is told how many are settled. Gives back those that are not there:
 * the late ones are stopped, so that they fail like the others.
 */
export async function picturesIn(images: readonly HTMLImageElement[], moved: (settled: number) => void = () => {}, stallMs = STALL_MS): Promise<HTMLImageElement[]> {
  const open = new Set(images.filter((image) => !image.complete))
  moved(images.length - open.size)
  await new Promise<void>((resolve) => {
    let clock = setTimeout(resolve, stallMs)
    const settled = (image: HTMLImageElement) => {
      open.delete(image)
      moved(images.length - open.size)
      clearTimeout(clock)
      if (open.size === 0) resolve()
      else clock = setTimeout(resolve, stallMs)
    }
    for (const image of open) for (const event of ['load', 'error']) image.addEventListener(event, () => settled(image), { once: true })
    if (open.size === 0) { clearTimeout(clock); resolve() }
  })
  const missing = images.filter((image) => !came(image))
  for (const image of open) image.src = ''
  return missing
}
