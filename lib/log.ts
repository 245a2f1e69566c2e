import pino from 'pino'

/** Structured logs: one JSON line each, without secrets, passwords, tokens, cookies or anything about patients. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.VITEST ? 'silent' : 'info'),
  redact: {
    paths: [
      'password',
      'token',
      'cookie',
      'authorization',
      '*.password',
      '*.token',
      '*.cookie',
      '*.authorization',
      '*.*.password',
      '*.*.token',
      '*.headers.cookie',
      '*.headers.authorization',
    ],
    censor: '[not logged]',
  },
})
