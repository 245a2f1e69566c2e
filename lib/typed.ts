/**
 * What nobody sees and nobody means to type: U+0000, which PostgreSQL keeps in no text; the marks, embeddings, overrides
 * and isolates that turn the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), by which
 * a name can be made to read as another; and characters without width (U+200B to U+200D, U+2060 to U+2064, U+FEFF, tags
 * of U+E0000), by which two names can look the same. Unicode Technical Report 36, Unicode Security Considerations.
 */
const HIDDEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu

/** What comes in at a door, without the characters that nobody sees. Everything else stays, in every script. */
export function shownText(text: string): string {
  return text.replaceAll('\u0000', '').replace(HIDDEN, '')
}

/** A form as it was sent, its texts without what nobody sees; files stay as they are. */
export function cleanForm(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') clean.append(shownText(name), shownText(value))
    else clean.append(shownText(name), value)
  }
  return clean
}

/** JSON as it was sent, its texts and the names of its fields without what nobody sees. Throws SyntaxError when it is none. */
export function cleanJson(text: string): unknown {
  return JSON.parse(text, (_name, value) => {
    if (typeof value === 'string') return shownText(value)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    const entries = Object.entries(value)
    return entries.some(([name]) => shownText(name) !== name)
      ? Object.fromEntries(entries.map(([name, one]) => [shownText(name), one]))
      : value
  })
}

/** The JSON of a request, likewise; null when it is none. */
export async function jsonOf(request: Request): Promise<unknown> {
  try {
    return cleanJson(await request.text())
  } catch {
    return null
  }
}

/** What an address asks for, likewise; of several of one name the last. */
export function askedOf(address: URL): Record<string, string> {
  return Object.fromEntries([...address.searchParams].map(([name, text]) => [name, shownText(text)]))
}
