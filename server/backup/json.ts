/** The value, or undefined where the text is no JSON, which every schema refuses. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
