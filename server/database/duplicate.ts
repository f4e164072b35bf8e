/** Whether a unique index refused the write; with a field, whether it was the index over that field. */
export function isDuplicate(error: unknown, field?: string): boolean {
  const { code, keyPattern, message } = error as { code?: unknown; keyPattern?: object; message?: string }
  if (code !== 11000) return false
  if (field === undefined) return true
  return keyPattern ? field in keyPattern : (message ?? '').includes(field)
}
