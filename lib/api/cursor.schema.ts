import { z } from 'zod'

/** A cursor as it stands in answers: opaque to who follows it. */
export function cursorOf(parts: readonly string[]): string {
  return btoa(encodeURIComponent(JSON.stringify(parts)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

function partsOf(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
  } catch {
    return null
  }
}

/** `after` of a list whose cursors have parts of these shapes; what is no cursor of it is refused. */
export function cursor<const P extends readonly RegExp[]>(shapes: P) {
  return z
    .string()
    .max(400)
    .transform((text, context): string[] => {
      const parts = partsOf(text)
      const fits =
        Array.isArray(parts) &&
        parts.length === shapes.length &&
        parts.every((part, index): part is string => typeof part === 'string' && shapes[index]?.test(part) === true)
      if (fits) return parts
      context.addIssue({ code: 'custom', message: 'Not a cursor of this list' })
      return z.NEVER
    })
    .optional()
    .meta({ description: 'The cursor `after` of the page before; absent = the first page' })
}

/** Shapes of parts. */
export const UUID_PART = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const DAY_PART = /^\d{4}-\d{2}-\d{2}$/
export const DMD_PART = /^\d{6,18}$/
export const TEXT_PART = /^[^\0]{0,200}$/
export const COUNT_PART = /^\d{1,18}$/
