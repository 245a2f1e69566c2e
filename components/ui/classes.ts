/** Joins class names; false, null, undefined and empty ones fall away. Undefined when none is left. */
export function classes(...names: (string | false | null | undefined)[]): string | undefined {
  const kept = names.filter((name) => typeof name === 'string' && name !== '')
  return kept.length === 0 ? undefined : kept.join(' ')
}
