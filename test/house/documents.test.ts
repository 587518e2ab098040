import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '#stack/folders.ts'

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()), bin: z.record(z.string(), z.string()) })
const { scripts, bin } = packageSchema.parse(JSON.parse(read('package.json')))
const documents = ['README.md', ...filesIn('docs'), ...filesIn('docs/decisions')]

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
}

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => String(found)))]
}

test('documents name only commands that exist', () => {
  const tools = [...matches(read('stack/cli.ts'), /\.command\('(\w+)'\)/g), 'start']
  for (const document of documents) {
    const text = read(document)
    const commands = matches(text, /\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g)
    const named = matches(text, /(?:npx waybill|stack\/cli\.ts) (\w+)/g)
    const unknown = [...commands.filter((name) => !(name in scripts)), ...named.filter((name) => !tools.includes(name))]
    expect({ document, unknown }).toEqual({ document, unknown: [] })
  }
})

test('links between documents lead somewhere', () => {
  for (const document of documents) {
    const links = matches(read(document), /\]\((?!https?:)([^)#]+)/g)
    const broken = links.filter((link) => !existsSync(join(root, dirname(document), link)))
    expect({ document, broken }).toEqual({ document, broken: [] })
  }
})

test('README names the two commands', () => {
  expect(read('README.md')).toContain('```sh\nnpm start\nnpm test\n```')
})

test('what package.json starts is there', () => {
  const files = [...Object.values(scripts), ...Object.values(bin)].flatMap((command) =>
    matches(command, /\b((?:stack|bench)\/[\w/-]+\.m?[jt]s)\b/g),
  )
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
})
