import { useCallback, useRef } from 'react'
import type { CommandType } from '#domain/commands.ts'
import { commandIdFor } from '../../command-id.ts'
import { useRouteLoaderData } from '../../framework.ts'
import type { loader } from '../../root.tsx'
import type { QueueLine } from '../../server/present-exception.server.ts'
import { postUntilAnswered } from '../post-command.ts'
import { useTell } from '../tell.ts'
import type { Queue } from './use-queue.ts'

const slowAfterMs = 4_000

/** Gives a command on a row at the press of a key: the row tells its stages, and another one can follow at once. */
export function useGive({ mark, lookUp }: Pick<Queue, 'mark' | 'lookUp'>) {
  const tell = useTell()
  const seed = useRouteLoaderData<typeof loader>('root')?.seed ?? ''
  const count = useRef(0)
  return useCallback(
    async ({ id, shipmentId }: QueueLine, type: CommandType): Promise<void> => {
      count.current += 1
      const formKey = `${id}-${type}-${count.current}`
      const fields = new FormData()
      const sent = { type, formKey, shipmentId, exceptionId: id, via: 'script', commandId: commandIdFor(seed, formKey) }
      for (const [name, value] of Object.entries(sent)) fields.set(name, value)
      mark(id, { stage: 'sent', words: 'Sent' })
      const timer = setTimeout(() => mark(id, { stage: 'slow', words: 'Still working' }), slowAfterMs)
      const result = await postUntilAnswered(fields)
      clearTimeout(timer)
      if (result) tell(result)
      if (result?.kind === 'refused') mark(id, { stage: 'refused', words: result.message || result.title })
      else if (result?.kind === 'applied') mark(id, { stage: 'applied', words: result.words })
      else mark(id, null)
      // Whoever was first is seen in the row, too.
      lookUp([id])
    },
    [mark, lookUp, tell, seed],
  )
}
