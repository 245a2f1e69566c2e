import { dictionary } from '@zxcvbn-ts/language-common'

let known: ReadonlySet<string> | undefined

/**
 * The passwords that are tried first because they were found most often in breaches: some 49,000, in lower case, as
 * @zxcvbn-ts/language-common ships them. Read once, at the first password that is chosen.
 */
export function breachedWords(): ReadonlySet<string> {
  known ??= new Set([...(dictionary['passwords-common'] ?? [])].map((word) => String(word).toLowerCase()))
  return known
}
