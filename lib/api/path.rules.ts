type At = { method: string; path: string }

/** What stands at a path: the operation with the parameters of its path, else the methods that the path has. */
export type Found<O> = { ok: true; operation: O; params: Record<string, string> } | { ok: false; allow: string[] }

/** The operation of a method and path. HEAD asks as GET does. Paths name their parameters in brackets: `[number]`. */
export function operationAt<O extends At>(operations: readonly O[], method: string, pathname: string): Found<O> {
  const asked = method === 'HEAD' ? 'GET' : method
  const here = operations.flatMap((operation) => {
    const params = paramsAt(operation.path, pathname)
    return params ? [{ operation, params }] : []
  })
  const found = here.find(({ operation }) => operation.method === asked)
  if (found) return { ok: true, ...found }
  return { ok: false, allow: [...new Set(here.map(({ operation }) => operation.method))].sort() }
}

/** The parameters of a path that fits a pattern; null when it does not. */
export function paramsAt(pattern: string, pathname: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = pathname.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? ''
    const name = /^\[(\w+)\]$/.exec(part)?.[1]
    if (name === undefined) {
      if (part !== text) return null
      continue
    }
    const value = decoded(text)
    if (!value || value.includes('\0')) return null
    params[name] = value
  }
  return params
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
