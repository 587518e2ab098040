import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { findProof, insertProof, sweepProofs } from '#db/proofs.ts'
import { AppError } from '#domain/errors.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { proofInput } from '#domain/schemas/settings.ts'
import type { Limits } from '../limits.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { demand, notFound } from './permission.ts'
import { readShipment } from './read-shipment.ts'
import { relationOf } from './relation.ts'

export const maxProofBytes = 10 * 1024 * 1024
const mostPixels = 50_000_000
const longestSide = 2_560

export type ProofDeps = { db: DatabasePool; limits: Limits }

/** Pictures that prove a delivery. Only what our own decoder could read is kept, and nothing that it did not draw. */
export function createProofService({ db, limits }: ProofDeps): Services['proofs'] {
  return {
    add: async ({ bytes, kind, shipmentId }, viewer) => {
      demand(viewer, 'proofs.upload')
      const input = proofInput.parse({ kind, shipmentId })
      const uploaderId = viewer.userId
      if (uploaderId === null) throw new AppError('forbidden', 'Only people upload pictures.')
      await limits.upload(uploaderId)
      if (bytes.length > maxProofBytes) throw new AppError('too_large', 'A picture may have at most 10 MB.')
      const shipment = input.shipmentId ? await readShipment(db, input.shipmentId, relationOf(viewer)) : null
      const { image, contentType } = await redraw(bytes)
      const sha256 = createHash('sha256').update(image).digest('hex')
      const id = uuidv7()
      await insertProof(db, {
        id,
        kind: input.kind,
        contentType,
        bytes: image,
        sha256,
        uploaderId,
        shipmentId: shipment?.id ?? null,
      })
      await sweepProofs(db)
      return { id, sha256, bytes: image.length }
    },
    read: async (id, viewer) => {
      const known = idSchema.safeParse(id)
      const relation = relationOf(viewer)
      const proof = known.success ? await findProof(db, { id: known.data, uploaderId: viewer.userId, relation }) : null
      if (!proof) throw notFound('picture')
      return proof
    },
  }
}

/** The first bytes of the formats that we take; SVG, which can hold scripts, is none of them. */
function isPicture(bytes: Buffer): boolean {
  const hex = bytes.subarray(0, 12).toString('hex')
  const isJpeg = hex.startsWith('ffd8ff')
  const isPng = hex.startsWith('89504e470d0a1a0a')
  const isWebp = hex.startsWith('52494646') && hex.endsWith('57454250')
  return isJpeg || isPng || isWebp
}

/** Decodes, turns upright, shrinks and draws anew: EXIF, GPS and whatever else was hidden in the file stay behind. */
async function redraw(bytes: Buffer): Promise<{ image: Buffer; contentType: string }> {
  if (!isPicture(bytes)) throw wrongField('/file', 'This is no JPEG, PNG or WebP picture.', 'no_picture')
  try {
    const image = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' })
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer()
    return { image, contentType: 'image/jpeg' }
  } catch {
    throw wrongField('/file', 'This picture is damaged or too large to show.', 'no_picture')
  }
}
