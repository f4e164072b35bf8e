import type { Saved } from '../api/files.ts'

/** Puts bytes where the person keeps downloads, under their name. */
export function saveFile({ bytes, name }: Saved): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  // A browser may still be reading it for a while.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
