import { isAscii, isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1255'] as const
export type Encoding = (typeof encodings)[number]

const mostSample = 32_768

/**
 * Finds out in what encoding a text is written while its bytes pass by. A file that is UTF-8 but for some broken rows
 * stays UTF-8, so that those rows alone are bad; Latin-1 is read as the Windows-1252 that contains it.
 */
export function createEncodingProbe() {
  let [head, carry] = [Buffer.alloc(0), Buffer.alloc(0)]
  let [good, broken] = [0, 0]
  const sample: Buffer[] = []
  let sampled = 0

  function count(bytes: Buffer): void {
    if (isAscii(bytes)) return
    if (isUtf8(bytes)) {
      good += 1_000
      return
    }
    for (let at = 0; at < bytes.length; ) {
      const length = sequenceAt(bytes, at)
      if (length > 1) good++
      if (length === 0) broken++
      at += Math.max(1, length)
    }
    if (sampled >= mostSample) return
    const legacy = bytes.filter(
      (byte, at) => byte >= 0x80 || (bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80,
    )
    sample.push(Buffer.from(legacy.subarray(0, mostSample - sampled)))
    sampled += legacy.length
  }

  return {
    push: (piece: Buffer): void => {
      if (head.length < 4_096) head = Buffer.concat([head, piece.subarray(0, 4_096 - head.length)])
      const bytes = carry.length > 0 ? Buffer.concat([carry, piece]) : piece
      const end = bytes.length - tailLength(bytes)
      carry = Buffer.from(bytes.subarray(end))
      count(bytes.subarray(0, end))
    },
    result: (): Encoding => {
      count(carry)
      carry = Buffer.alloc(0)
      const wide = wideEncodingOf(head)
      if (wide) return wide
      if (head.subarray(0, 3).toString('hex') === 'efbbbf' || broken === 0 || good >= broken) return 'utf-8'
      return legacyEncodingOf(Buffer.concat(sample))
    },
  }
}

/** How many bytes at the end may be the beginning of a sequence that goes on in the next piece. */
function tailLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < lengthBy(byte) ? back : 0
  }
  return 0
}

function lengthBy(first: number): number {
  if (first >= 0xf0) return 4
  return first >= 0xe0 ? 3 : 2
}

/** The length of the UTF-8 sequence at a place; 0 where there is none. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const length = lengthBy(first)
  for (let next = 1; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** UTF-16 by its mark, or by the zero in every other byte of plain letters. */
function wideEncodingOf(head: Buffer): Encoding | null {
  const mark = head.subarray(0, 2).toString('hex')
  if (mark === 'fffe') return 'utf-16le'
  if (mark === 'feff') return 'utf-16be'
  const pairs = Math.floor(head.length / 2)
  if (pairs < 2) return null
  const zeros = [0, 0]
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le'
  return even > pairs * 0.4 && odd < pairs * 0.1 ? 'utf-16be' : null
}

/** Letters of Hebrew stand beside each other; accents of the West stand between plain letters. */
function legacyEncodingOf(sample: Buffer): Encoding {
  const [found] = analyse(sample).filter(({ name }) => /1252|8859-1$|1255|8859-8/.test(name))
  const isSure = found !== undefined && found.confidence >= 40
  if (isSure) return /1255|8859-8/.test(found.name) ? 'windows-1255' : 'windows-1252'
  let [hebrew, beside] = [0, 0]
  for (const [at, byte] of sample.entries()) {
    if (!isHebrew(byte)) continue
    hebrew++
    if (isHebrew(sample[at - 1] ?? 0) || isHebrew(sample[at + 1] ?? 0)) beside++
  }
  return beside > hebrew / 2 ? 'windows-1255' : 'windows-1252'
}

function isHebrew(byte: number): boolean {
  return byte >= 0xe0 && byte <= 0xfa
}
