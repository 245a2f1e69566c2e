import type { ActionAnswer } from '#lib/action-answer.ts'

function digest(fault: unknown): string | undefined {
  if (typeof fault !== 'object' || fault === null || !('digest' in fault)) return undefined
  return typeof fault.digest === 'string' ? fault.digest : undefined
}

/** Whether what was thrown is the framework going elsewhere (a redirect, not found): it must be thrown on. */
export function isFrameworkSignal(fault: unknown): boolean {
  return digest(fault)?.startsWith('NEXT_') ?? false
}

/**
 * The words when no answer came: the line dropped, or Tincture failed. Nothing typed is lost, and the same key goes
 * again, so that pressing again cannot do it twice. A digest is what the help desk finds the fault by.
 */
export function unanswered(fault: unknown): ActionAnswer {
  const quote = digest(fault)
  return {
    kind: 'refused',
    code: 'NOT_ANSWERED',
    title: 'Tincture did not answer',
    message: `What you typed is still here. Press the button again: it cannot happen twice.${
      quote === undefined ? '' : ` If it goes on, quote ${quote} to the help desk.`
    }`,
    values: {},
  }
}
