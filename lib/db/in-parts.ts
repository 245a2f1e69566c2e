const AT_ONCE = 2000

/** A long list in parts of a size that one statement takes. */
export function* inParts<T>(list: readonly T[], size = AT_ONCE): Generator<T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}
