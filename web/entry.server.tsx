import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { isbot } from 'isbot'
import type { PipeableStream } from 'react-dom/server'
import { renderToPipeableStream } from 'react-dom/server'
import { type AppLoadContext, type EntryContext, isRouteErrorResponse, RemixServer } from './framework.ts'
import { NonceContext } from './nonce.ts'

/** Loader promises end before React gives the page up. */
export const streamTimeout = 4_500
const abortAfterMs = 5_500

type Page = { request: Request; status: number; headers: Headers; remix: EntryContext; nonce: string }

/** The signature is the framework's. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return renderPage({ request, status, headers, remix, nonce: context.nonce })
}

/** Streams to browsers; robots and HEAD get the finished page. */
function renderPage({ request, status, headers, remix, nonce }: Page): Promise<Response> {
  const waitsForAll = isbot(request.headers.get('user-agent')) || remix.isSpaMode
  let currentStatus = status
  return new Promise((resolve, reject) => {
    let isSent = false
    function send(stream: PipeableStream) {
      isSent = true
      const body = new PassThrough()
      headers.set('Content-Type', 'text/html; charset=utf-8')
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: currentStatus }))
      stream.pipe(body)
    }
    const stream = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: () => !waitsForAll && send(stream),
        onAllReady: () => waitsForAll && send(stream),
        onShellError: reject,
        onError(error) {
          if (!isSent) currentStatus = 500
          if (!request.signal.aborted) report(error)
        },
      },
    )
    setTimeout(() => stream.abort(), abortAfterMs).unref()
  })
}

/** Loaders and actions: what is told to the viewer as a problem is no fault of ours, everything else is. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!isRouteErrorResponse(error) && !request.signal.aborted) report(error)
}

/** A fault while rendering is a bug: it belongs in the log of the process. */
function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}
