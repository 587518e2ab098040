import { createHash } from 'node:crypto'
import { createEncodingProbe, type Encoding } from './encoding.ts'

export type Stored = { bytes: number; sha256: string; encoding: Encoding }

type Storing = {
  /** The size of a piece; only the last one is smaller. */
  pieceBytes: number
  most: number
  keep: (index: number, piece: Buffer) => Promise<void>
}

/** Cuts a stream of bytes into pieces and keeps each, with the digest of all; null when there is more than allowed. */
export async function storeBytes(
  stream: AsyncIterable<Buffer>,
  { pieceBytes, most, keep }: Storing,
): Promise<Stored | null> {
  const hash = createHash('sha256')
  const probe = createEncodingProbe()
  let [bytes, index, waiting] = [0, 0, 0]
  let parts: Buffer[] = []
  const flush = async (): Promise<void> => {
    if (waiting === 0) return
    await keep(index, Buffer.concat(parts, waiting))
    index++
    parts = []
    waiting = 0
  }
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > most) return null
    hash.update(chunk)
    probe.push(chunk)
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + pieceBytes - waiting)
      parts.push(part)
      waiting += part.length
      at += part.length
      if (waiting === pieceBytes) await flush()
    }
  }
  await flush()
  return { bytes, sha256: hash.digest('hex'), encoding: probe.result() }
}
