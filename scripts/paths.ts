import path from 'node:path'

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, '..')

/** A path below the project, absolute. */
export function inProject(...parts: string[]): string {
  return path.join(ROOT, ...parts)
}
