import { type ActionFunctionArgs, redirect } from '../framework.ts'
import { safePath } from '../server/guard.server.ts'
import { themeCookie } from '../server/preferences.server.ts'

export function loader() {
  return redirect('/')
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const next = safePath(String(form.get('next') ?? '')) ?? '/'
  return redirect(next, { headers: { 'Set-Cookie': themeCookie(String(form.get('theme'))) } })
}
