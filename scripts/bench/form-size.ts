import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk { file: string; imports?: string[]; css?: string[] }

/** Chunks that the report form needs: the page's entry, the route, and the core of the words of the default language. */
const NEEDED = [/index\.html$/, /hazard\/HazardReport\.vue$/, /words\/zh\/core\.ts$/]

/** Gzipped KB of script and style that opening /report loads, read off the build's manifest. */
export function formSize(pages: string): { scriptKb: number; styleKb: number } {
  const manifest = JSON.parse(readFileSync(join(pages, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const chunks = new Set<string>()
  const add = (name: string): void => {
    if (chunks.has(name)) return
    chunks.add(name)
    manifest[name]!.imports?.forEach(add)
  }
  for (const name of Object.keys(manifest)) if (NEEDED.some((pattern) => pattern.test(name))) add(name)
  const gzipped = (files: Iterable<string>) => [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(pages, file))).length, 0) / 1000
  return {
    scriptKb: gzipped([...chunks].map((name) => manifest[name]!.file).filter((file) => file.endsWith('.js'))),
    styleKb: gzipped([...chunks].flatMap((name) => manifest[name]!.css ?? [])),
  }
}
