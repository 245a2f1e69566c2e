import { MigrateProblem } from '#lib/db/migrate/problem.ts'
import { codeOf, Problem, wordsOf } from './problem.ts'

/**
 * A fault as the one line that the person at the terminal gets: what, where, what to do. A fault that nobody foresaw
 * keeps its stack.
 */
export function explain(error: unknown): string {
  if (error instanceof Problem || error instanceof MigrateProblem) return error.message
  const where = placeIn(error)
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${where}. Free some space and start again; nothing is lost.`
    case '53100':
      return 'The disk of the database is full. Free some space and start again; nothing is lost.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `No permission to write${where}. Start as the user who owns it, or give yourself permission.`
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open on this machine. Close some programs, or raise the limit (ulimit -n).'
    default:
      return error instanceof Error && error.stack ? error.stack : wordsOf(error)
  }
}

function placeIn(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('path' in error && typeof error.path === 'string') return ` in ${error.path}`
  return /'([^']+)'/.exec(error.message) ? ` in ${/'([^']+)'/.exec(error.message)?.[1]}` : ''
}
