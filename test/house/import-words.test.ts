import { expect, test } from 'vitest'
import { doneWords } from '../../web/words/imports.ts'

test('what was done with an import is told only while it is still true', () => {
  expect(doneWords('apply', 'applying')).toBe('It is being applied.')
  expect(doneWords('apply', 'done')).toBeNull()
  expect(doneWords('cancel', 'cancelled')).toContain('What was sent stays sent')
  expect(doneWords('nonsense', 'applying')).toBeNull()
})
