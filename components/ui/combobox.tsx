'use client'

import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { classes } from './classes.ts'
import { ComboboxList } from './combobox-list.tsx'
import { freshOptions } from './combobox-state.ts'
import { describedBy, Field, type FieldWords } from './field.tsx'
import { useCombobox } from './use-combobox.ts'

/** A scanner presses Enter within this many milliseconds of its last key; a person does not. */
const SCANNER_MS = 50

/**
 * - `fetchOptions`: the options for a text, best first. Called with the text without blanks around it; `signal` ends when it is no longer wanted.
 * - `optionKey`: what tells options apart; `renderOption` draws one (no links or buttons inside).
 * - `onChoose`: an option was chosen. The field is then emptied for the next, unless `keepText` gives what is to stand in it.
 * - `remark`: words under the list about what was found ("Two packs of the same strength").
 * - `sure`: whether the options are what was asked for; where not, none is marked or taken by a scanner, until the arrows mark it.
 * - `minimum`: letters before anything is looked for by itself; Enter looks for less.
 * - `focusAtStart`: the page begins here.
 */
export type ComboboxProps<T> = FieldWords & {
  name?: string
  fetchOptions: (text: string, signal: AbortSignal) => Promise<readonly T[]>
  optionKey: (option: T) => string
  renderOption: (option: T, text: string) => ReactNode
  onChoose: (option: T) => void
  keepText?: (option: T) => string
  remark?: (options: readonly T[]) => ReactNode
  sure?: (options: readonly T[]) => boolean
  listLabel: string
  countWords?: (count: number) => string
  minimum?: number
  error?: string
  focusAtStart?: boolean
}

/**
 * A type-ahead: a field with a list under it (WAI-ARIA combobox with list, first option marked). ↓ ↑ move, Enter
 * chooses, Escape closes and then empties. Works with a scanner: fast keys and Enter wait for the answer to exactly that
 * text and take it when it is the only one. Shows no answer to another text, and moves nothing on the page.
 */
export function Combobox<T>({
  name,
  label,
  hint,
  labelHidden,
  fetchOptions,
  optionKey,
  renderOption,
  onChoose,
  keepText,
  remark,
  sure,
  listLabel,
  countWords = (count) => `${count} found`,
  minimum = 3,
  error,
  focusAtStart,
}: ComboboxProps<T>) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const lastKeyAt = useRef(Number.NEGATIVE_INFINITY)
  const combo = useCombobox({ fetchOptions, onChoose, keepText, minimum, sure })
  const { state } = combo
  const options = freshOptions(state)
  const shown = state.open && options !== null
  const expanded = shown && options.length > 0
  const markedId = expanded && state.active >= 0 ? `${id}-option-${state.active}` : undefined

  useLayoutEffect(() => {
    if (focusAtStart) input.current?.focus()
  }, [focusAtStart])

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    const fast = event.timeStamp - lastKeyAt.current < SCANNER_MS
    if (event.key.length === 1) lastKeyAt.current = event.timeStamp
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault()
        combo.move(event.key === 'ArrowDown' ? 1 : -1)
        return
      case 'Enter':
        event.preventDefault()
        combo.enter(fast)
        return
      case 'Escape':
        if (state.text === '') return
        event.preventDefault()
        if (state.open) combo.close()
        else combo.type('')
        return
      case 'Tab':
        combo.close()
    }
  }

  return (
    <Field id={id} label={label} hint={hint} labelHidden={labelHidden} error={error}>
      <div className="app-combobox">
        <input
          ref={input}
          className={classes('nhsuk-input', error !== undefined && 'nhsuk-input--error')}
          id={id}
          name={name}
          role="combobox"
          aria-expanded={expanded}
          aria-controls={expanded ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={markedId}
          aria-describedby={describedBy(id, hint, error)}
          aria-invalid={error !== undefined ? true : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={state.text}
          onChange={(event) => combo.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={combo.close}
        />
        <ComboboxList
          id={id}
          label={listLabel}
          state={state}
          looking={combo.looking}
          optionKey={optionKey}
          renderOption={renderOption}
          remark={remark}
          onChoose={(option) => {
            combo.choose(option)
            input.current?.focus()
          }}
        />
        <p className="nhsuk-u-visually-hidden" aria-live="polite">
          {shown ? countWords(options.length) : ''}
        </p>
      </div>
    </Field>
  )
}
