import { type Request, type Response, Router } from 'express'
import { finishAuthentication } from './authentication.ts'
import type { Engine } from './engine.ts'
import { Failure } from './failure.ts'
import { paySession } from './sessions.ts'
import { findObject } from './store.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1a1f36}
main{max-width:24rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 2px 12px #0002}
h1{font-size:1.1rem;margin:0}p{margin:.5rem 0}.sum{font-size:2rem;font-weight:600}
button{font:inherit;width:100%;padding:.75rem;margin-top:.75rem;border-radius:8px;border:1px solid #556;cursor:pointer}
button[value=pay],button[value=approve]{background:#4b3fd1;border-color:#4b3fd1;color:#fff}small{color:#565c70}
@media(prefers-color-scheme:dark){body{background:#14161d;color:#eceef4}main{background:#1f222c}small{color:#a4a9b8}}`

function page(title: string, inner: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head>
<body><main><h1>${title}</h1>${inner}<p><small>This is Waybill's local stand-in for Stripe. No money moves.</small></p></main></body></html>`
}

function sum(amountMinor: number, currency: string): string {
  const code = currency.toUpperCase()
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code })
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

function sendPage(res: Response, html: string, status = 200): void {
  res
    .status(status)
    .set({ 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", 'cache-control': 'no-store' })
    .type('html')
    .send(html)
}

function choiceOf(req: Request): string {
  return new URLSearchParams(typeof req.body === 'string' ? req.body : '').get('choice') ?? ''
}

async function showPayment(engine: Engine, req: Request, res: Response): Promise<void> {
  const session = await findObject(engine.pool, 'checkout.session', String(req.params.session))
  if (!session) return sendPage(res, page('Unknown payment', '<p>There is no such payment page.</p>'), 404)
  if (session.status !== 'open') {
    const done = session.status === 'complete' ? 'This has been paid already.' : 'This payment page has expired.'
    return sendPage(res, page('Nothing to pay', `<p>${done}</p>`), 410)
  }
  sendPage(
    res,
    page(
      'Pay for your shipment',
      `<p class="sum">${sum(session.amount_total, session.currency)}</p>
<form method="post"><button name="choice" value="pay">Pay</button><button name="choice" value="decline">Decline</button></form>`,
    ),
  )
}

async function pressPayment(engine: Engine, req: Request, res: Response): Promise<void> {
  const methodId = choiceOf(req) === 'pay' ? 'pm_card_visa' : 'pm_card_chargeDeclined'
  const { session, paid } = await engine.inTransaction((call) => paySession(call, String(req.params.session), methodId))
  const target = paid ? session.success_url : (session.cancel_url ?? session.url ?? session.success_url)
  res.redirect(303, target.replaceAll('{CHECKOUT_SESSION_ID}', session.id))
}

async function showAuthentication(engine: Engine, req: Request, res: Response): Promise<void> {
  const intent = await findObject(engine.pool, 'payment_intent', String(req.params.intent))
  if (intent?.status !== 'requires_action') {
    return sendPage(res, page('Nothing to confirm', '<p>Your bank asks nothing here.</p>'), intent ? 410 : 404)
  }
  sendPage(
    res,
    page(
      'Your bank asks: is this you?',
      `<p class="sum">${sum(intent.amount, intent.currency)}</p>
<form method="post"><button name="choice" value="approve">Yes, approve</button><button name="choice" value="refuse">No, refuse</button></form>`,
    ),
  )
}

async function pressAuthentication(engine: Engine, req: Request, res: Response): Promise<void> {
  const approved = choiceOf(req) === 'approve'
  const target = await engine.inTransaction((call) => finishAuthentication(call, String(req.params.intent), approved))
  if (target) return res.redirect(303, target)
  sendPage(res, page(approved ? 'Approved' : 'Refused', '<p>You can close this page.</p>'))
}

type Show = (engine: Engine, req: Request, res: Response) => Promise<void>

/** The pages that Stripe would host: they work without JavaScript. */
export function hostedPages(engine: Engine, wake: () => void): Router {
  const showing = (show: Show) => async (req: Request, res: Response) => {
    try {
      await show(engine, req, res)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      sendPage(
        res,
        page('That did not work', `<p>${error.status === 404 ? 'There is nothing here.' : 'Too late.'}</p>`),
        error.status,
      )
    }
    wake()
  }
  return Router()
    .get('/pay/:session', showing(showPayment))
    .post('/pay/:session', showing(pressPayment))
    .get('/authenticate/:intent', showing(showAuthentication))
    .post('/authenticate/:intent', showing(pressAuthentication))
}
