import { ref, shallowRef } from 'vue'
import type { PaperType } from '../../../server/contract/enumerations.ts'
import type { Paper, WholePaper } from '../../../server/contract/paper.ts'
import { fetchPaper } from '../api/papers.ts'
import { say } from '../ui/toast.ts'
import { problemWords } from '../words/problem-words.ts'

interface About { hazardIds: readonly string[]; corrects: WholePaper | null; kinds?: readonly PaperType[] }
/** Finds its rows itself, by what is filled in; a ledger may also be of hazards that were chosen. */
const OWN_ROWS: readonly PaperType[] = ['ledger', 'photoLedger', 'statistics']
const ofChosen = ({ type, request }: WholePaper) => !OWN_ROWS.includes(type) || (!!request && 'of' in request && 'hazardIds' in request.of)

/** The form that issues a paper, and what it begins with: hazards that were chosen, a paper to correct, or one to answer. */
export function useIssuing() {
  const issuing = ref(false)
  const about = shallowRef<About>({ hazardIds: [], corrects: null })

  function begin(subject: About): void {
    about.value = subject
    issuing.value = true
  }

  /** The list names some of a paper's hazards; the paper itself names all. */
  async function withHazards({ id }: Paper, subject: (paper: WholePaper, hazardIds: string[]) => About): Promise<void> {
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
    correct: (paper: Paper) => withHazards(paper, (corrects, hazardIds) => ({ hazardIds: ofChosen(corrects) ? hazardIds : [], corrects })),
    answer: (paper: Paper) => withHazards(paper, (_, hazardIds) => ({ hazardIds, corrects: null, kinds: ['recheck', 'rectificationReport'] })),
  }
}
