import pino, { type DestinationStream, type Logger } from 'pino'
import { censored } from './log-censor.ts'

/** Structured logs: one JSON line each, without secrets, passwords, tokens, cookies or anything about patients. */
export const log = logTo(pino.destination(1), process.env.LOG_LEVEL ?? (process.env.VITEST ? 'silent' : 'info'))

/** A log that writes to the given stream; everything passes the censor first. */
export function logTo(stream: DestinationStream, level: string): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(parts, method) {
          method.apply(this, parts.map((part) => censored(part)) as typeof parts)
        },
      },
    },
    stream,
  )
}
