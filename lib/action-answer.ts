/**
 * What a form's action answers, and what every form sends along.
 * Shared by the browser (`#components/ui/action-form.tsx`) and the server's doors (`*.actions.ts`).
 */

/** What was typed, by field name. Several boxes of one name make a list. Sent back so that nothing typed is lost. */
export type TypedValues = Record<string, string | string[]>

/** One field that must be put right. `field` is the input's `name`; `message` says what to do: "Enter packs as a whole number, like 120". */
export type FieldError = { field: string; message: string }

/**
 * The answer to an act.
 * - `idle`: nothing sent yet.
 * - `invalid`: fields to put right; nothing was written.
 * - `refused`: a rule says no; nothing was written. `title` and `message` are the words for the reader, `code` is the
 *   refusal's; `link` leads on beside this page (`href` empty: this page afresh), `help` says who could do it.
 * - `done`: the act stands. `message` says what happened and what comes next; `shown` is a secret that is shown only now, on
 *   a line of its own; `redirectTo` is a path of this site to go to.
 */
export type ActionAnswer =
  | { kind: 'idle' }
  | { kind: 'invalid'; errors: FieldError[]; values: TypedValues }
  | {
      kind: 'refused'
      title: string
      message: string
      code: string
      values: TypedValues
      link?: { href: string; words: string }
      help?: string
    }
  | { kind: 'done'; message?: string; shown?: string; redirectTo?: string }

/** An act that a form can call. It never throws for what a person can put right. */
export type FormAction = (previous: ActionAnswer, form: FormData) => Promise<ActionAnswer>

/** The answer before anything was sent. */
export const IDLE: ActionAnswer = { kind: 'idle' }

/**
 * Names of the fields that every form sends without showing them.
 * - `commandKey`: a UUID made by the browser, kept until the act is answered; makes the act happen once.
 * - `trustId`: the trust the form was drawn for; another current trust refuses it.
 * - `version`: the version of the record that the form shows; absent where there is no record yet.
 */
export const FORM_FIELDS = { commandKey: 'commandKey', trustId: 'trustId', version: 'version' } as const

/**
 * What was typed in a form, without the fields that are not shown, files and secrets: fit to be sent back in an answer.
 * @param secret names of fields that never travel back, such as passwords
 */
export function typedValues(form: FormData, secret: readonly string[] = []): TypedValues {
  const hidden: readonly string[] = [...Object.values(FORM_FIELDS), ...secret]
  const values: TypedValues = {}
  for (const name of new Set(form.keys())) {
    if (hidden.includes(name) || name.startsWith('$ACTION')) continue
    const texts = form.getAll(name).filter((value) => typeof value === 'string')
    const first = texts[0]
    if (first === undefined) continue
    values[name] = texts.length === 1 ? first : texts
  }
  return values
}
