import type { Category } from '../../../server/contract/checklist.ts'
import { ask } from './client.ts'

export const fetchCategories = () => ask<{ categories: Category[] }>('/api/checklists').then(({ categories }) => categories)
