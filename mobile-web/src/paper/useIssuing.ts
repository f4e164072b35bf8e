import { ref, shallowRef } from 'vue'
import type { PaperType } from '../../../server/contract/enumerations.ts'
import type { Paper } from '../../../server/contract/paper.ts'
import { fetchPaper } from '../api/papers.ts'
import { say } from '../ui/toast.ts'
import { problemWords } from '../words/problem-words.ts'

interface About { hazardIds: readonly string[]; corrects: Paper | null; kinds?: readonly PaperType[] }
/** These find their rows themselves, by what is filled in. */
const OWN_ROWS: readonly PaperType[] = ['ledger', 'photoLedger', 'statistics']

/** The form that issues a paper, and what it begins with: hazards that were chosen, a paper to correct, or one to answer. */
export function useIssuing() {
  const issuing = ref(false)
  const about = shallowRef<About>({ hazardIds: [], corrects: null })

  function begin(subject: About): void {
    about.value = subject
    issuing.value = true
  }

  /** The list names some of a paper's hazards; the paper itself names all. */
  async function withHazards({ id }: Paper, subject: (paper: Paper, hazardIds: string[]) => About): Promise<void> {
    try {
      const paper = await fetchPaper(id)
      begin(subject(paper, paper.hazards.map((hazard) => hazard.id)))
    } catch (failed) {
      say(problemWords(failed))
    }
  }

  return {
    issuing, about,
    issue: (hazardIds: readonly string[]) => begin({ hazardIds, corrects: null }),
    correct: (paper: Paper) => withHazards(paper, (corrects, hazardIds) => ({ hazardIds: OWN_ROWS.includes(corrects.type) ? [] : hazardIds, corrects })),
    answer: (paper: Paper) => withHazards(paper, (_, hazardIds) => ({ hazardIds, corrects: null, kinds: ['recheck', 'rectificationReport'] })),
  }
}
