import type { ObjectId } from 'mongodb'
import type { PaperType } from '../contract/enumerations.ts'
import { isDuplicate } from '../database/duplicate.ts'
import type { PaperFile, PaperModel, PaperRecord } from './paper.model.ts'

export const FACTS = {
  _id: 1, type: 1, year: 1, number: 1, schoolId: 1, hazardIds: 1, issuedAt: 1, issuedBy: 1, demo: 1, replaces: 1, templateVersion: 1, void: 1, file: 1,
  'frame.title': 1,
} as const
/** A paper without what its file is made of. */
export type PaperFacts = Pick<PaperRecord, Exclude<keyof typeof FACTS, 'frame.title'>> & { frame: { title: string } }

export type PaperStore = ReturnType<typeof createPaperStore>

/** What other parts of the room ask of the collection. */
export function createPaperStore(papers: PaperModel) {
  /** Which of these papers were corrected, and by which. */
  async function corrections(ids: readonly string[]): Promise<Map<string, { id: string; number: string | null }>> {
    const found = await papers.find({ replaces: { $in: ids } }, { number: 1, replaces: 1 }).lean<PaperRecord[]>()
    return new Map(found.map(({ _id, number, replaces }) => [replaces!, { id: _id, number }]))
  }

  return {
    corrections,
    find: (id: string) => papers.findById(id).lean<PaperRecord>().exec(),
    facts: (id: string) => papers.findById(id, FACTS).lean<PaperFacts>().exec(),

    /** The papers of this type that cover any of these hazards and are neither void nor corrected, newest first. */
    async inForce(type: PaperType | undefined, hazardIds: readonly string[]): Promise<PaperFacts[]> {
      if (hazardIds.length === 0) return []
      const found = await papers.find({ hazardIds: { $in: hazardIds }, void: null, ...(type && { type }) }, FACTS).lean<PaperFacts[]>()
      const corrected = await corrections(found.map(({ _id }) => _id))
      return found.filter(({ _id }) => !corrected.has(_id)).sort((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime())
    },

    /** Whether any paper, also a void one, is about this school. */
    nameSchool: async (schoolId: string): Promise<boolean> => (await papers.exists({ schoolId })) !== null,

    /** What was issued from one instant to another and is neither void nor corrected. */
    async issuedBetween(types: readonly PaperType[], from: Date, to: Date): Promise<Pick<PaperFacts, '_id' | 'type' | 'schoolId'>[]> {
      const found = await papers.find({ type: { $in: types }, issuedAt: { $gte: from, $lt: to }, void: null }, { type: 1, schoolId: 1 }).lean<PaperFacts[]>()
      const corrected = await corrections(found.map(({ _id }) => _id))
      return found.filter(({ _id }) => !corrected.has(_id))
    },

    /** Gives the paper its file. False when another process was first; then that file stands. */
    async claimFile(id: string, file: PaperFile): Promise<boolean> {
      const { modifiedCount } = await papers.updateOne({ _id: id, file: null }, { $set: { file }, $unset: { renderAt: 1 } })
      return modifiedCount === 1
    },

    /** The papers that have waited longest for their file. */
    async unrendered(now: Date, limit: number): Promise<string[]> {
      const rows = await papers.find({ renderAt: { $lte: now } }, { _id: 1 }).sort({ renderAt: 1 }).limit(limit).lean()
      return rows.map(({ _id }) => _id)
    },

    async tryAgainAt(id: string, at: Date): Promise<void> {
      await papers.updateOne({ _id: id, file: null }, { $set: { renderAt: at } })
    },

    /** Declares it void, once, and gives up what it holds. False for one that is void already, or was corrected at the same moment. */
    async declareVoid(id: string, stamp: NonNullable<PaperRecord['void']>): Promise<boolean> {
      try {
        const { modifiedCount } = await papers.updateOne({ _id: id, void: null }, { $set: { void: stamp }, $push: { ends: id }, $unset: { holds: 1 } })
        return modifiedCount === 1
      } catch (error) {
        if (isDuplicate(error, 'ends')) return false
        throw error
      }
    },

    /** Those of these files that no paper names. */
    async unnamed(fileIds: readonly ObjectId[]): Promise<ObjectId[]> {
      const naming = (path: string) => papers.find({ [path]: { $in: fileIds } }, { _id: 0, 'file.fileId': 1, 'file.workbook.fileId': 1 }).lean<{ file: PaperFile }[]>()
      const rows = (await Promise.all([naming('file.fileId'), naming('file.workbook.fileId')])).flat()
      const named = new Set(rows.flatMap(({ file }) => [file.fileId, file.workbook?.fileId]).map((id) => id?.toHexString()))
      return fileIds.filter((id) => !named.has(id.toHexString()))
    },
  }
}
