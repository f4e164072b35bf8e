import { ref } from 'vue'

/** The reader's choice; `system` follows the phone. public/theme.js applies it before the first paint, by the same rule. */
export type Theme = 'system' | 'light' | 'dark'
export const THEMES: readonly Theme[] = ['system', 'light', 'dark']
const PAPER = { light: '#f2f5f3', dark: '#0e1311' }

const saved = (): Theme => {
  const kept = localStorage.getItem('theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
export const theme = ref<Theme>(saved())

export function chooseTheme(next: Theme): void {
  theme.value = next
  if (next === 'system') localStorage.removeItem('theme')
  else localStorage.setItem('theme', next)
  apply()
}

export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
}

function apply() {
  const dark = theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', PAPER[dark ? 'dark' : 'light'])
}
