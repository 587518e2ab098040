import { AppError } from '#domain/errors.ts'

/** Somebody has this address already. Only admins ever get to hear it. */
export function emailTaken(): AppError {
  return new AppError('invalid_input', 'Somebody has this e-mail address already.', {
    errors: [{ pointer: '/email', code: 'taken', message: 'is used by somebody else' }],
  })
}
