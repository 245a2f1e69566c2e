/**
 * What comes in at a door, without the character U+0000: PostgreSQL keeps every other character, and nobody types this
 * one on purpose.
 */
export function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '')
}

/** A form as it was sent, its texts without U+0000; files stay as they are. */
export function cleanForm(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') clean.append(withoutNul(name), withoutNul(value))
    else clean.append(withoutNul(name), value)
  }
  return clean
}

/** The JSON of a request, its texts without U+0000; null when it is none. */
export async function jsonOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text(), (_name, value) => (typeof value === 'string' ? withoutNul(value) : value))
  } catch {
    return null
  }
}
