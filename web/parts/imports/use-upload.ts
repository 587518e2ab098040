import { useState } from 'react'
import { useNavigate } from '../../framework.ts'
import type { Problem } from '../../server/problems.server.ts'

/** What our route for scripts answers: where the import is, or why the file was refused. */
type Answer = { to: string } | Problem | null

const broken: Problem = {
  code: 'unavailable',
  title: 'The upload broke off',
  message: 'The connection was lost. Nothing was kept: send the file again.',
  errors: [],
}

/** Sends a form with a file and tells how much of it has gone out; `fetch` cannot tell that. */
export function useUpload() {
  const navigate = useNavigate()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  function refuse(why: Problem): void {
    setShare(null)
    setProblem(why)
  }

  function send(form: FormData): void {
    const request = new XMLHttpRequest()
    request.open('POST', '/partner/uploads/file')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => setShare(total === 0 ? 0 : loaded / total)
    request.onerror = () => refuse(broken)
    request.onload = () => {
      // Our own route answers nothing else.
      const answer = request.response as Answer
      if (answer && 'to' in answer) navigate(answer.to)
      else refuse(answer ?? broken)
    }
    setProblem(null)
    setShare(0)
    request.send(form)
  }

  return { share, problem, send, refuse }
}
