import { type ActionFunctionArgs, redirect } from '../framework.ts'

export function loader() {
  return redirect('/')
}

export async function action({ context }: ActionFunctionArgs) {
  context.setSession(null)
  return redirect('/')
}
