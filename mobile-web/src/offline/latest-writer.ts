export type KeptState = 'clean' | 'keeping' | 'kept' | 'failed'

/**
 * Writes values one at a time and skips those that were overtaken while one was being written: the last one always lands.
 * `told` hears whether the phone has it; a failure is told, and the next change tries again.
 */
export function createLatestWriter<T>(write: (value: T) => Promise<void>, told: (state: KeptState) => void) {
  let pending: { value: T } | null = null
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    while (pending) {
      const { value } = pending
      pending = null
      const kept = await write(value).then(() => true, () => false)
      if (!pending) told(kept ? 'kept' : 'failed')
    }
    running = null
  }

  return {
    put(value: T): void {
      pending = { value }
      told('keeping')
      running ??= run()
    },
    /** Nothing more is to be written: what was still waiting is forgotten, what runs is awaited. */
    async stop(): Promise<void> {
      pending = null
      await running
    },
    settled: (): Promise<void> => running ?? Promise.resolve(),
  }
}
