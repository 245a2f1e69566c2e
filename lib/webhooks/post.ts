import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { reach } from './address.ts'

/** What came of a delivery: the status of the answer (null = there was none), how long it took, what was said. */
export type Posted = { status: number | null; milliseconds: number; answer: string }

/** How long an answer is waited for. */
const PATIENCE_MS = 10_000
const MOST_SAID = 600

/**
 * Posts a body to exactly the address that the host has at this moment, without following where an answer leads, and
 * keeps the beginning of what is answered.
 */
export async function post(
  url: URL,
  body: string,
  headers: Record<string, string>,
  patienceMs = PATIENCE_MS,
): Promise<Posted> {
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  const reached = await reach(url.hostname)
  if (!reached.ok) return { status: null, milliseconds: took(), answer: reached.why }
  try {
    const { status, answer } = await send(url, body, headers, reached, AbortSignal.timeout(patienceMs))
    return { status, milliseconds: took(), answer }
  } catch (fault) {
    return { status: null, milliseconds: took(), answer: why(fault, patienceMs) }
  }
}

function why(fault: unknown, patienceMs: number): string {
  const { name, code, message } = fault as { name?: string; code?: string; message?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return `No answer within ${patienceMs / 1000} seconds`
  return WORDS[code ?? ''] ?? (message || code || 'The connection broke').slice(0, 200)
}

/** What the usual faults mean. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at this address',
  ECONNRESET: 'The connection was closed without an answer',
  EPIPE: 'The connection was closed without an answer',
  EHOSTUNREACH: 'There is no way to the host',
  ENETUNREACH: 'There is no way to the host',
  CERT_HAS_EXPIRED: 'The host’s certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The host’s certificate is signed by nobody known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The host’s certificate is signed by nobody known here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The host’s certificate is for another name',
}

function send(
  url: URL,
  body: string,
  headers: Record<string, string>,
  { address, family }: { address: string; family: 4 | 6 },
  signal: AbortSignal,
): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      signal,
      agent: false as const,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // the name was looked up already: no second answer counts
      lookup: (_host: string, asked: { all?: boolean }, done: (...given: unknown[]) => void) =>
        asked.all ? done(null, [{ address, family }]) : done(null, address, family),
    }
    const begin = url.protocol === 'https:' ? overHttps : overHttp
    const request = begin(url, options as Parameters<typeof overHttp>[1], (response) => {
      said(response).then((text) => resolve({ status: response.statusCode ?? 0, answer: text }), reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** The head of an answer, and its beginning. */
async function said(response: IncomingMessage): Promise<string> {
  const lines = [`HTTP ${response.statusCode} ${response.statusMessage ?? ''}`.trim()]
  for (const name of ['content-type', 'location', 'retry-after']) {
    const value = response.headers[name]
    if (value !== undefined) lines.push(`${name}: ${value}`)
  }
  let text = ''
  for await (const part of response) {
    text += Buffer.from(part).toString('utf8')
    if (text.length > MOST_SAID) break
  }
  response.destroy()
  return [...lines, '', text].join('\n').trim().replaceAll('\0', '').slice(0, MOST_SAID)
}
