'use client'

import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react'
import { type ActionAnswer, FORM_FIELDS, type FormAction, IDLE, typedValues } from '#lib/action-answer.ts'
import { AnswerWords } from './answer-words.tsx'
import { classes } from './classes.ts'
import { type CommandKey, commandKey, type KeyStore } from './command-key.ts'
import { filesTooLarge } from './file-size.ts'
import { FormContext } from './form-context.ts'
import { FormStatus } from './form-status.tsx'
import { isFrameworkSignal, unanswered } from './unanswered.ts'

/**
 * - `action`: the server action; answers by `ActionAnswer`.
 * - `trustId`: the trust the form is drawn for; goes along hidden.
 * - `version`: the version of the record shown; goes along hidden.
 * - `act`: a name of this act on this record ("approve-order 0190…"), so that an unanswered key outlives a reload.
 * - `hidden`: further hidden values, such as the record's id.
 * - `waits`: what the act stands on is still being kept; a press is remembered and goes when it is.
 * - `id`: for links and for the ids of the fields; `label` names the form where no heading does.
 */
export type ActionFormProps = {
  action: FormAction
  trustId: string
  version?: number
  act?: string
  hidden?: Readonly<Record<string, string>>
  waits?: boolean
  id?: string
  label?: string
  className?: string
  drawnKey?: string
  children: ReactNode
}

/** The refusal that says: this key was used for something else. Only a new key can go on. */
const KEY_REUSED = 'KEY_REUSED'

function tabStore(): KeyStore | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}

/**
 * A form that sends its act once. While the answer is under way a second press changes nothing; after a second it says
 * so. What was typed stays: in the fields themselves, and from the answer where there is no script. Problems are summed
 * up above the fields and take the focus.
 */
export function ActionFormClient({
  action,
  trustId,
  version,
  act,
  hidden,
  waits = false,
  id,
  label,
  className,
  drawnKey,
  children,
}: ActionFormProps) {
  const made = useId()
  const prefix = id ?? made
  const [posted, post] = useActionState(action, IDLE)
  const [answer, setAnswer] = useState<ActionAnswer | null>(null)
  const [count, setCount] = useState(0)
  const [pressedAgain, setPressedAgain] = useState(false)
  const [pending, start] = useTransition()
  const sending = useRef(false)
  const held = useRef<{ form: HTMLFormElement; submitter: HTMLElement | null } | null>(null)
  const key = useRef<{ act: string | undefined; keeper: CommandKey } | null>(null)
  const shown = answer ?? posted
  const state = useMemo(() => ({ prefix, answer: shown }), [prefix, shown])

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (sending.current) {
      setPressedAgain(true)
      return
    }
    const form = event.currentTarget
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
    if (waits) {
      held.current = { form, submitter }
      return
    }
    const data = new FormData(form, submitter)
    const errors = filesTooLarge([...form.querySelectorAll<HTMLInputElement>('input[type=file]')])
    if (errors.length > 0) {
      setAnswer({ kind: 'invalid', errors, values: typedValues(data) })
      setCount((n) => n + 1)
      return
    }
    sending.current = true
    if (key.current?.act !== act) key.current = null
    key.current ??= { act, keeper: commandKey(act, tabStore(), () => crypto.randomUUID()) }
    const { keeper } = key.current
    for (const name of [...data.keys()]) if (name.startsWith('$ACTION')) data.delete(name)
    data.set(FORM_FIELDS.commandKey, keeper.take())
    start(async () => {
      let next: ActionAnswer
      try {
        next = await action(shown, data)
        if (next.kind === 'done') keeper.settle('done')
        else keeper.settle(next.kind === 'refused' && next.code === KEY_REUSED ? 'key is spent' : 'not done')
      } catch (fault) {
        if (isFrameworkSignal(fault)) {
          keeper.settle('done')
          throw fault
        }
        next = unanswered(fault)
      }
      const leaves = next.kind === 'done' && next.redirectTo !== undefined
      if (next.kind === 'done' && !leaves) form.reset()
      sending.current = leaves
      setPressedAgain(false)
      setAnswer(next)
      setCount((n) => n + 1)
    })
  }

  useEffect(() => {
    const press = held.current
    if (waits || press === null) return
    held.current = null
    press.form.requestSubmit(press.submitter)
  }, [waits])

  function arrived(): void {
    sending.current = false
    setAnswer(IDLE)
  }

  return (
    <form
      id={id}
      aria-label={label}
      className={classes(className)}
      action={post}
      onSubmit={send}
      noValidate
      aria-busy={pending || undefined}
    >
      <input type="hidden" name={FORM_FIELDS.commandKey} defaultValue={drawnKey} />
      <input type="hidden" name={FORM_FIELDS.trustId} value={trustId} />
      {version !== undefined && <input type="hidden" name={FORM_FIELDS.version} value={version} />}
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <AnswerWords key={count} answer={shown} prefix={prefix} onArrived={arrived} />
      <FormContext value={state}>{children}</FormContext>
      <FormStatus pending={pending} pressedAgain={pressedAgain} />
    </form>
  )
}
