import type { Instrumentation } from 'next'

/** Runs once before the web server takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { prepareServer } = await import('#lib/prepare-server.ts')
    await prepareServer()
  }
}

/** Faults that reached nobody: with the digest that the page shows, without what was sent. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { log } = await import('#lib/log.ts')
    const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
    const [path] = request.path.split('?')
    log.error({ err: error, digest, method: request.method, path, route: context.routePath }, 'fault')
  }
}
