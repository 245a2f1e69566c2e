import { env } from '#lib/env.ts'
import type { Refusal, RefusalCode } from '#lib/refusal.ts'
import { wordsFor } from '#lib/refusal-words.ts'
import { penceAsDecimal, priceAsDecimal } from '#lib/values/money.ts'
import { type InputError, pointerOf } from './operation.ts'

/** What can be wrong with a request before any rule is asked, with its status and words. */
export const PROBLEMS = {
  TOKEN_MISSING: { status: 401, title: 'A token is needed', detail: 'Send Authorization: Bearer and your API token.' },
  TOKEN_INVALID: {
    status: 401,
    title: 'This token does not work',
    detail: 'It is mistyped, revoked or past its day, or its person has left.',
  },
  SCOPE_MISSING: { status: 403, title: 'The token lacks a scope', detail: 'Make a token with the scope named here.' },
  TOO_FAST: {
    status: 429,
    title: 'Too many requests',
    detail: 'Wait as long as Retry-After says, then send it again.',
  },
  KEY_MISSING: {
    status: 400,
    title: 'An Idempotency-Key is needed',
    detail: 'Send a header Idempotency-Key of 1 to 255 visible characters, new for each act and kept for its repeats.',
  },
  NOT_JSON: { status: 415, title: 'Send JSON', detail: 'Content-Type must be application/json.' },
  BAD_JSON: { status: 400, title: 'That is no JSON', detail: 'The body could not be read as JSON in UTF-8.' },
  TOO_LARGE: { status: 413, title: 'The body is too large', detail: 'Send at most 1 MB.' },
  NO_SUCH_PATH: { status: 404, title: 'There is nothing at this path', detail: 'See openapi.json for what there is.' },
  WRONG_METHOD: { status: 405, title: 'This path has another method', detail: 'Allow says which.' },
  FAULT: {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Nothing was done. Send it again with the same Idempotency-Key.',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>

/** A code of these. */
export type ProblemCode = keyof typeof PROBLEMS

/** Statuses of refusals; 422 unless named. 403: a duty or right forbids it; 409: the record stands otherwise. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  NOT_ALLOWED: 403,
  OWN_ORDER: 403,
  OVER_LIMIT: 403,
  NOT_YOURS_TO_DECIDE: 403,
  NOT_YOURS_TO_KEEP: 403,
  EXCESS_GOES_BACK: 403,
  NOT_YOUR_ORDER: 403,
  TWO_APPROVALS: 403,
  NOT_YET: 409,
  DEPUTY_OF_OWNER: 403,
  NOT_HANDED_OVER: 403,
  EMERGENCY_UNDECIDED: 409,
  RECEIVER_RAISED: 403,
  NOT_FOUND: 404,
  CHANGED_MEANWHILE: 409,
  WRONG_STATUS: 409,
  PAD_CLOSED: 409,
  APPROVAL_OVER: 409,
  BEING_SENT: 409,
  SENDING_MOVED_ON: 409,
  STILL_HELD: 409,
  SENT_BEFORE: 409,
  GOODS_CAME: 409,
  ASKED_ALREADY: 409,
  NOT_RECEIVABLE: 409,
  NOTHING_OUTSTANDING: 409,
  PRICE_CHANGED: 409,
  HANDLED_OTHERWISE: 409,
}

/** The status that a refusal is answered with. */
export function statusOf(code: RefusalCode): number {
  return STATUS[code] ?? 422
}

/** A problem document (RFC 9457) before its request is known. */
export type Problem = {
  status: number
  code: string
  title: string
  detail: string
  data?: Record<string, unknown>
  errors?: InputError[]
}

/** A problem of the door. */
export function doorProblem(code: ProblemCode, data?: Record<string, unknown>): Problem {
  return { code, ...PROBLEMS[code], ...(data ? { data } : {}) }
}

/** A request that does not fit its schema: every place that is wrong. */
export function inputProblem(errors: InputError[]): Problem {
  return { code: 'INVALID', status: 422, title: 'The request is not right', detail: 'See errors.', errors }
}

/** A refusal in the same words as the pages have, with its data; money as decimal text in pounds. */
export function refusalProblem(refusal: Refusal): Problem {
  const { code, ...data } = refusal
  if (refusal.code === 'INVALID') {
    return inputProblem(
      refusal.errors.map(({ field, message }) => ({ pointer: pointerOf(fieldPath(field)), detail: message })),
    )
  }
  const { title, message } = wordsFor(refusal)
  return { code, status: statusOf(code), title, detail: message, data: { ...data, ...moneyOf(refusal) } }
}

/** `lines[0].packs` as the path it is. */
function fieldPath(field: string): string[] {
  return field.split(/[.[\]]+/).filter(Boolean)
}

function moneyOf(refusal: Refusal): Record<string, unknown> {
  if (refusal.code === 'OVER_LIMIT') {
    return { limit: penceAsDecimal(refusal.limit), total: penceAsDecimal(refusal.total) }
  }
  if (refusal.code !== 'PRICE_CHANGED') return {}
  const text = (amount: (typeof refusal.lines)[number]['was']) => (amount === null ? null : priceAsDecimal(amount))
  return { lines: refusal.lines.map((line) => ({ ...line, was: text(line.was), now: text(line.now) })) }
}

/** The page that explains a code: the problem's type. */
export function typeOf(code: string): string {
  return `${env().PUBLIC_URL.replace(/\/+$/, '')}/help/api#${code.toLowerCase().replaceAll('_', '-')}`
}

/** The problem as an answer. `instance` is the path that was asked. */
export function problemResponse(problem: Problem, instance: string, headers: Record<string, string> = {}): Response {
  const { status, code, title, detail, data, errors } = problem
  const body = {
    ...{ type: typeOf(code), title, status, detail, instance, code },
    ...(data && Object.keys(data).length > 0 ? { data } : {}),
    ...(errors ? { errors } : {}),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  })
}
