/** Bytes that lie somewhere and can be read in pieces, from any place on. */
export type ByteSource = {
  size: number
  /** The bytes from `from` up to, not including, `to`, in pieces of at most a megabyte. */
  read: (from: number, to: number) => AsyncIterable<Buffer>
}

/** A few bytes at once. */
export async function readBytes(source: ByteSource, from: number, to: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source.read(Math.max(0, from), Math.min(source.size, to))) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The same bytes from memory. */
export function sourceOf(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: async function* (from, to) {
      for (let at = from; at < to; at += 1_048_576) yield bytes.subarray(at, Math.min(to, at + 1_048_576))
    },
  }
}

/** Why a file cannot be read at all; it names a code of the API and says it in plain words. */
export class FileFault extends Error {
  override name = 'FileFault'
  readonly code: 'invalid_input' | 'unsupported_type'
  /** Columns that a header lacks. */
  readonly missing: readonly string[]

  constructor(code: FileFault['code'], message: string, missing: readonly string[] = []) {
    super(message)
    this.code = code
    this.missing = missing
  }
}
