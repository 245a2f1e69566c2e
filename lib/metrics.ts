import { createHash, timingSafeEqual } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { addressOf, PEER_HEADER } from './access/peer.ts'
import { env } from './env.ts'

/** What is measured, for Prometheus. Labels are few and never name a person, a trust or a record. */
export type Metrics = {
  registry: Registry
  /** Commands by name and how they ended: ok, refused (by code) or fault. */
  commands: Histogram<'command' | 'outcome'>
  signIns: Counter<'outcome'>
  notAllowed: Counter<'door'>
}

const held = globalThis as unknown as { tinctureMetrics?: Metrics }

/** The process's metrics; made once, however many bundles of code ask. */
export function metrics(): Metrics {
  held.tinctureMetrics ??= make()
  return held.tinctureMetrics
}

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

function make(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'tincture_' })
  const registers = [registry]
  return {
    registry,
    commands: new Histogram({
      name: 'tincture_command_seconds',
      help: 'How long commands took, by name and outcome',
      labelNames: ['command', 'outcome'],
      buckets: BUCKETS,
      registers,
    }),
    signIns: new Counter({
      name: 'tincture_sign_ins_total',
      help: 'Sign-ins by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    notAllowed: new Counter({
      name: 'tincture_not_allowed_total',
      help: 'Requests refused for want of permission, by kind of door',
      labelNames: ['door'],
      registers,
    }),
  }
}

/**
 * Watches the web server itself: measures each request, and writes down from where it came before anything else sees
 * it, so that nobody can claim to be this machine. Called once, at start.
 */
export function watchRequests(): void {
  const seconds = new Histogram({
    name: 'tincture_http_request_seconds',
    help: 'How long requests took, by method and class of status',
    labelNames: ['method', 'status'],
    buckets: BUCKETS,
    registers: [metrics().registry],
  })
  const began = new WeakMap<IncomingMessage, bigint>()
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    began.set(request, process.hrtime.bigint())
    const { headers, socket } = request
    const forwarded = [headers['x-forwarded-for']].flat().join(', ') || undefined
    headers[PEER_HEADER] = addressOf({ peer: socket.remoteAddress, forwarded }, env().PROXIES) ?? ''
  })
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const start = began.get(request)
    if (start === undefined) return
    const took = Number(process.hrtime.bigint() - start) / 1e9
    seconds.observe({ method: request.method ?? '', status: `${Math.floor(response.statusCode / 100)}xx` }, took)
  })
}

/** Whether who asks may read the metrics: with the token alone, and not at all where none is set. */
export function mayReadMetrics(authorization: string | null, token: string | undefined): boolean {
  if (!token || authorization === null) return false
  const [given, wanted] = [authorization, `Bearer ${token}`].map((text) => createHash('sha256').update(text).digest())
  return given !== undefined && wanted !== undefined && timingSafeEqual(given, wanted)
}
