import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conflictsOf, faultOfPattern, type MappingDocument, mapStatus } from '#domain/mapping.ts'
import { ownVocabulary } from '#domain/own-vocabulary.ts'
import { mappingDocument } from '#domain/schemas/mapping.ts'

const said = (code: string, text = '', reason = '') => ({ code, text, reason })

function read(rules: unknown[]): MappingDocument {
  return mappingDocument.parse({ rules })
}

const moved = { status: 'in_transit' }

test('a code is read whatever its case and its spaces, and nothing like it is', () => {
  const mapping = read([{ match: { code: 'In  Transit' }, effect: moved }])
  expect(mapStatus(mapping, said(' in transit '))).toMatchObject({ kind: 'mapped', effect: { status: 'in_transit' } })
  expect(mapStatus(mapping, said('in transit 2'))).toEqual({ kind: 'unmapped' })
  expect(mapStatus(mapping, said(''))).toEqual({ kind: 'unmapped' })
})

test('the rule that says most wins: a reason beside a code beats the code alone, a code beats a pattern', () => {
  const mapping = read([
    { match: { regex: '^DL' }, effect: moved },
    { match: { code: 'DLE' }, effect: { status: 'attempt_failed', reason: 'not_home' } },
    { match: { code: 'DLE', reason: '07' }, effect: { status: 'attempt_failed', reason: 'refused_at_door' } },
  ])
  expect(mapStatus(mapping, said('DLX'))).toMatchObject({ effect: { status: 'in_transit' } })
  expect(mapStatus(mapping, said('DLE'))).toMatchObject({ effect: { reason: 'not_home' } })
  expect(mapStatus(mapping, said('DLE', '', '08'))).toMatchObject({ effect: { reason: 'not_home' } })
  expect(mapStatus(mapping, said('DLE', '', '07'))).toMatchObject({ effect: { reason: 'refused_at_door' } })
})

test('two rules that say as much and mean different things are ambiguous; the same meaning twice is none', () => {
  const different = [
    { match: { code: 'X' }, effect: moved },
    { match: { text: 'gone' }, effect: { note: true } },
  ]
  expect(mapStatus(read(different), said('X', 'gone'))).toEqual({ kind: 'ambiguous' })
  const same = different.map(({ match }) => ({ match, effect: moved }))
  expect(mapStatus(read(same), said('X', 'gone'))).toMatchObject({ kind: 'mapped' })
})

test('a pattern looks at the text, or at the code where there is no text', () => {
  const mapping = read([{ match: { regex: 'locker|shop' }, effect: { status: 'available_for_pickup' } }])
  expect(mapStatus(mapping, said('A1', 'In the Locker'))).toMatchObject({ kind: 'mapped' })
  expect(mapStatus(mapping, said('shop'))).toMatchObject({ kind: 'mapped' })
  expect(mapStatus(mapping, said('shop', 'at home'))).toEqual({ kind: 'unmapped' })
})

test('rules that contradict each other are found before anything is read by them', () => {
  const mapping = read([
    { match: { code: 'a' }, effect: moved },
    { match: { code: ' A ' }, effect: { note: true } },
    { match: { code: 'a', reason: '1' }, effect: { note: true } },
    { match: { code: 'A' }, effect: moved },
  ])
  expect(conflictsOf(mapping)).toEqual([
    { first: 0, second: 1 },
    { first: 1, second: 3 },
  ])
})

test.each([
  ['(a+)+b', 'repeats a group'],
  ['a*b*c*d*', 'more than 3 times'],
  ['(?=x)', 'looks back or ahead'],
  ['(', 'no regular expression'],
  ['x'.repeat(201), 'longer'],
])('the pattern %s is refused: one word could take for ever to read', (pattern, fault) => {
  expect(faultOfPattern(pattern)).toContain(fault)
})

test('a pattern with a class, an alternative and an option is taken', () => {
  expect(faultOfPattern('^(delivered|dlv)[ -]?[0-9]+$')).toBeNull()
})

test.each([
  [{ match: { code: 'a' }, effect: { status: 'in_transit', note: true } }, 'exactly one'],
  [{ match: { code: 'a' }, effect: {} }, 'exactly one'],
  [{ match: { reason: 'a' }, effect: moved }, 'needs a code'],
  [{ match: { code: 'a' }, effect: { status: 'in_transit', reason: 'not_home' } }, 'goes with attempt_failed'],
  [{ match: { code: 'a' }, effect: { exception: { type: 'refused', reason: 'not_home' } } }, 'must be one of'],
  [{ match: { code: 'a' }, effect: { status: 'confirmed' } }, 'Invalid option'],
  [{ match: { code: 'a', regex: '(a+)+' }, effect: moved }, 'repeats a group'],
])('a rule that means nothing is refused with its place: %o', (rule, message) => {
  const { success, error } = mappingDocument.safeParse({ rules: [rule] })
  expect(success).toBe(false)
  expect(error?.issues.map((issue) => issue.message).join()).toContain(message)
  expect(error?.issues[0]?.path.slice(0, 2)).toEqual(['rules', 0])
})

test('before a partner has a mapping only our own words are understood', () => {
  expect(mapStatus(ownVocabulary, said('delivered'))).toMatchObject({ effect: { status: 'delivered' } })
  expect(mapStatus(ownVocabulary, said('zugestellt'))).toEqual({ kind: 'unmapped' })
})

test('whatever is said and however the rules stand, the answer does not depend on their order', () => {
  const word = fc.constantFrom('', 'a', 'b')
  const match = fc.record({ code: word, text: word, reason: word }, { requiredKeys: ['code'] })
  const effect = fc.constantFrom(
    { kind: 'note' as const },
    { kind: 'status' as const, status: 'delivered' as const, reason: null },
  )
  const rules = fc.array(fc.record({ match, effect }), { maxLength: 8 })
  fc.assert(
    fc.property(rules, fc.record({ code: word, text: word, reason: word }), (given, words) => {
      const forwards = mapStatus({ rules: given }, words)
      expect(mapStatus({ rules: given.toReversed() }, words)).toEqual(forwards)
    }),
  )
})
