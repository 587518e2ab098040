import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { type ByteSource, FileFault, readBytes } from './source.ts'

/** A file inside an archive. */
export type ZipEntry = { name: string; isStored: boolean; at: number; packed: number }

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const longestEnd = 66_000
const mostDirectory = 4 * 1_048_576
const mostEntries = 2_000

/** What an archive may unfold to: more is no table but an attack on us. */
const mostUnfolded = 700 * 1_048_576
const mostRatio = 200
const ratioMattersFrom = 10 * 1_048_576

/** The directory of an archive, as its end says it; the bytes before it are not looked through. */
export async function readZip(source: ByteSource): Promise<Map<string, ZipEntry>> {
  const tailFrom = Math.max(0, source.size - longestEnd)
  const tail = await readBytes(source, tailFrom, source.size)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== endMark) end--
  if (end < 0) throw damaged()
  const [count, size, from] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (count > mostEntries || size > mostDirectory || from + size > source.size) throw damaged()
  const directory = await readBytes(source, from, from + size)
  const entries = new Map<string, ZipEntry>()
  for (let at = 0, n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark) throw damaged()
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset))
    const nameEnd = at + 46 + (nameLength ?? 0)
    const name = directory.toString('utf8', at + 46, nameEnd)
    const method = directory.readUInt16LE(at + 10)
    const isLocked = (directory.readUInt16LE(at + 8) & 1) === 1
    if (isLocked || (method !== 0 && method !== 8)) throw damaged()
    const place = { at: directory.readUInt32LE(at + 42), packed: directory.readUInt32LE(at + 20) }
    entries.set(name, { name, isStored: method === 0, ...place })
    at = nameEnd + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

/** What has been unfolded of one archive so far; shared by all its entries. */
export type Unfolded = { bytes: number; packed: number }

/** The bytes of one entry, unfolded piece by piece in a thread of its own, and never more than is sensible. */
export async function* unfold(source: ByteSource, entry: ZipEntry, so: Unfolded): AsyncGenerator<Buffer> {
  const local = await readBytes(source, entry.at, entry.at + 30)
  if (local.length < 30 || local.readUInt32LE(0) !== localMark) throw damaged()
  const from = entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (from + entry.packed > source.size) throw damaged()
  so.packed += entry.packed
  const packed = Readable.from(source.read(from, from + entry.packed))
  const pieces = entry.isStored ? packed : packed.pipe(createInflateRaw({ chunkSize: 65_536 }))
  packed.once('error', (error) => pieces.destroy(error))
  try {
    for await (const piece of pieces) {
      // Both kinds of stream give buffers.
      const bytes = piece as Buffer
      so.bytes += bytes.length
      const isBomb = so.bytes > mostUnfolded || (so.bytes > ratioMattersFrom && so.bytes > so.packed * mostRatio)
      if (isBomb) throw new FileFault('invalid_input', 'The workbook unfolds to far more than a table holds.')
      yield bytes
    }
  } catch (error) {
    throw error instanceof FileFault || !isZlib(error) ? error : damaged()
  } finally {
    packed.destroy()
    pieces.destroy()
  }
}

function isZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

function damaged(): FileFault {
  return new FileFault('invalid_input', 'The workbook is damaged, locked, or of a kind that cannot be read.')
}
