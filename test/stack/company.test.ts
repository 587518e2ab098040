import { join } from 'node:path'
import { expect, test } from 'vitest'
import { companyOf, markSeeded } from '#stack/company.ts'
import { createFolder } from '#test/support/folder.ts'

test('the first start makes the demonstration company, and each start seeds until it has ended well', () => {
  using folder = createFolder()
  const file = join(folder.path, 'company.json')
  const wish = { isEmpty: false, hasOwnDatabase: false }
  expect(companyOf(file, wish)).toEqual({ kind: 'demo', isSeeded: false })
  expect(companyOf(file, wish)).toEqual({ kind: 'demo', isSeeded: false })
  markSeeded(file)
  expect(companyOf(file, wish)).toEqual({ kind: 'demo', isSeeded: true })
})

test('a folder that began empty stays empty, whatever later starts ask for', () => {
  using folder = createFolder()
  const file = join(folder.path, 'company.json')
  expect(companyOf(file, { isEmpty: true, hasOwnDatabase: false }).kind).toBe('empty')
  expect(companyOf(file, { isEmpty: false, hasOwnDatabase: false }).kind).toBe('empty')
})

test('nothing is ever seeded into a database that the operator named', () => {
  using folder = createFolder()
  const file = join(folder.path, 'company.json')
  expect(companyOf(file, { isEmpty: false, hasOwnDatabase: true })).toEqual({ kind: 'empty', isSeeded: true })
})
