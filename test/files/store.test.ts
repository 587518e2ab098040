import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { storeBytes } from '#files/store.ts'

async function* chunksOf(...sizes: number[]): AsyncGenerator<Buffer> {
  for (const [at, size] of sizes.entries()) yield Buffer.alloc(size, `${at}`)
}

async function store(most: number, ...sizes: number[]) {
  const pieces: Buffer[] = []
  const keep = async (index: number, piece: Buffer) => {
    pieces[index] = piece
  }
  const stored = await storeBytes(chunksOf(...sizes), { pieceBytes: 10, most, keep })
  return { stored, pieces }
}

test('bytes come out in pieces of one size, whatever size they came in, under the digest of all', async () => {
  const { stored, pieces } = await store(100, 3, 25, 0, 7)
  expect(pieces.map(({ length }) => length)).toEqual([10, 10, 10, 5])
  const all = Buffer.concat(pieces)
  expect(stored).toMatchObject({ bytes: 35, sha256: createHash('sha256').update(all).digest('hex'), encoding: 'utf-8' })
  expect(all.toString()).toBe('0'.repeat(3) + '1'.repeat(25) + '3'.repeat(7))
})

test('as much as is allowed is taken, and one byte more is not', async () => {
  expect((await store(20, 20)).stored).toMatchObject({ bytes: 20 })
  expect((await store(20, 12, 9)).stored).toBeNull()
  expect((await store(20)).stored).toMatchObject({ bytes: 0 })
})
