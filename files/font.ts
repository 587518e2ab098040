import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'

const folder = join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans/package.json')), 'files')
const [woffHead, woffEntry, head, entry] = [44, 20, 12, 16]
const unpacked = new Map<string, Buffer>()

/** A file of the font, such as `latin-400`, unpacked: packed, each letter would inflate its tables anew. */
export function fontOf(name: string): Buffer {
  const known = unpacked.get(name)
  if (known) return known
  const font = unpack(readFileSync(join(folder, `noto-sans-${name}-normal.woff`)))
  unpacked.set(name, font)
  return font
}

/** WOFF is the plain font with each of its tables deflated (W3C, WOFF File Format 1.0). */
function unpack(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = woffHead + index * woffEntry
    const [offset, packedLength, length] = [4, 8, 12].map((place) => woff.readUInt32BE(at + place))
    const packed = woff.subarray(offset, (offset ?? 0) + (packedLength ?? 0))
    const bytes = packedLength === length ? packed : inflateSync(packed)
    return { tag: woff.subarray(at, at + 4), checksum: woff.subarray(at + 16, at + 20), bytes }
  })
  const start = Buffer.alloc(head + count * entry)
  woff.copy(start, 0, 4, 8)
  start.writeUInt16BE(count, 4)
  const power = Math.floor(Math.log2(count))
  start.writeUInt16BE(2 ** power * entry, 6)
  start.writeUInt16BE(power, 8)
  start.writeUInt16BE((count - 2 ** power) * entry, 10)
  const parts = [start]
  let offset = start.length
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = head + index * entry
    tag.copy(start, at)
    checksum.copy(start, at + 4)
    start.writeUInt32BE(offset, at + 8)
    start.writeUInt32BE(bytes.length, at + 12)
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    parts.push(padded)
    offset += padded.length
  }
  return Buffer.concat(parts)
}
