import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { code as codeSchema, serviceLevelInput } from '#domain/schemas/settings.ts'

const mostBytes = 64_000

/** A draft of a service level and the version that it was made of. */
export type Draft = {
  code: string
  version: number
  days: number
  level: ReturnType<(typeof serviceLevelInput)['parse']>
}

/**
 * A draft as it travels in an address, so that it outlives a reload, can be sent to a colleague and needs no scripts:
 * a level with four ladders of its own comes to 500 characters.
 */
export function packDraft({ code, version, days, level }: Omit<Draft, 'level'> & { level: unknown }): string {
  return brotliCompressSync(JSON.stringify([code, version, days, level])).toString('base64url')
}

/** The draft of an address; null when there is none, or none that could be published. */
export function unpackDraft(packed: string | null): Draft | null {
  const parts = packed ? partsOf(packed) : []
  const [code, level] = [codeSchema.safeParse(parts[0]), serviceLevelInput.safeParse(parts[3])]
  const [version, days] = [Number(parts[1]), Number(parts[2])]
  if (!code.success || !level.success || !Number.isInteger(version) || !Number.isInteger(days)) return null
  return { code: code.data, version, days, level: level.data }
}

/** The draft that a page was asked for. */
export function draftOf(request: Request): Draft | null {
  return unpackDraft(new URL(request.url).searchParams.get('draft'))
}

function partsOf(packed: string): unknown[] {
  try {
    const text = brotliDecompressSync(Buffer.from(packed, 'base64url'), { maxOutputLength: mostBytes }).toString()
    const parts: unknown = JSON.parse(text)
    return Array.isArray(parts) ? parts : []
  } catch {
    // An address that was cut off or made up.
    return []
  }
}
