import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { importTypes, typesFile } from '#stack/api-types.ts'
import { root } from '#stack/folders.ts'
import { createFolder } from '../support/folder.ts'

/** What the compiler says of a program that uses the types. */
function faultsOf(folder: string, program: string): string[] {
  const file = join(folder, 'use.ts')
  writeFileSync(file, program)
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: [],
  }
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options))
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

const program = (column: string) => `
import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'
const client = createClient<paths>({ baseUrl: 'http://localhost' })
const { data } = await client.GET('/api/v1/imports/{id}', { params: { path: { id: 'x' } } })
export const count: number | undefined = data?.counts.${column}
`

test('the types of the command line are those of the API, and a program made with them compiles', async () => {
  const types = await importTypes()
  expect(readFileSync(typesFile, 'utf8'), 'run `npm run api-types`').toBe(types)
  using folder = createFolder()
  symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'))
  writeFileSync(join(folder.path, 'api.d.ts'), types)
  expect(faultsOf(folder.path, program('applied'))).toEqual([])
  expect(faultsOf(folder.path, program('nothing'))).toEqual([expect.stringContaining("'nothing' does not exist")])
})
