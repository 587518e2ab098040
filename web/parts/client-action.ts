import { type CommandResult, isCommandResult } from '../command-result.ts'
import type { ClientActionFunctionArgs } from '../framework.ts'
import { passAnswer } from './answers.ts'

/** Without a connection a command waits and is sent again under the same id, instead of losing the page. */
export async function clientCommandAction({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const form = await request.clone().formData()
  try {
    const answer = await serverAction()
    if (isCommandResult(answer)) passAnswer(answer)
    return answer
  } catch (error) {
    // What fetch throws when nobody answers.
    if (!(error instanceof TypeError)) throw error
    return {
      formKey: String(form.get('formKey')),
      commandId: String(form.get('commandId')),
      type: form.get('type') as CommandResult['type'],
      kind: 'unreachable',
    } satisfies CommandResult
  }
}
