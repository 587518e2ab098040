import type { Services, Viewer } from '#api/services/contract.ts'
import type { Preview } from '../command-result.ts'
import { isAppError } from './problems.server.ts'

type Asked = { shipmentId: string; input: unknown }

/** What a command would do, in sentences; nothing is changed by asking. */
export async function previewOf(services: Services, { shipmentId, input }: Asked, viewer: Viewer): Promise<Preview> {
  try {
    const { isAllowed, words, refusal } = await services.commands.preview(shipmentId, input, viewer)
    return {
      kind: isAllowed ? 'would' : 'refused',
      words: isAllowed ? words : [refusal?.message ?? 'Not possible now.'],
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    // A form that is not filled in yet has no fault.
    if (error.code === 'invalid_input') return { kind: 'incomplete', words: [] }
    return { kind: 'refused', words: [error.message] }
  }
}
