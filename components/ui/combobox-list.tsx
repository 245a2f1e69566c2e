'use client'

import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { asked, type ComboState, freshOptions } from './combobox-state.ts'

/** The list under a type-ahead: the options that answer the text in the field, or why there are none. Keeps its height while the next answer comes. */
export function ComboboxList<T>({
  id,
  label,
  state,
  looking,
  optionKey,
  renderOption,
  remark,
  onChoose,
}: {
  id: string
  label: string
  state: ComboState<T>
  looking: boolean
  optionKey: (option: T) => string
  renderOption: (option: T, text: string) => ReactNode
  remark?: (options: readonly T[]) => ReactNode
  onChoose: (option: T) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const height = useRef(0)
  const options = freshOptions(state)
  const text = asked(state.text)
  const failed = state.failed === text && text !== ''
  const waits = options === null && !failed
  const hasWords = options !== null || failed || looking
  const visible = state.open && text !== '' && (hasWords || height.current > 0)

  // the frame of the last list stands, empty, until the next answer: neither stale nor jumping
  useLayoutEffect(() => {
    if (box.current === null) {
      height.current = 0
      return
    }
    box.current.style.minHeight = waits ? `${height.current}px` : ''
    if (!waits) height.current = box.current.offsetHeight
  })

  // a moved mark is followed; a list that has just come does not move the page
  const followed = useRef(options)
  useEffect(() => {
    if (followed.current === options)
      document.getElementById(`${id}-option-${state.active}`)?.scrollIntoView({ block: 'nearest' })
    followed.current = options
  }, [id, options, state.active])

  if (!visible) return null
  return (
    <div className="app-combobox__list" ref={box}>
      {options !== null && options.length > 0 && (
        <div className="app-listbox" id={`${id}-list`} role="listbox" aria-label={label}>
          {options.map((option, index) => (
            <div
              key={optionKey(option)}
              id={`${id}-option-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === state.active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(option)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                onChoose(option)
              }}
            >
              {renderOption(option, text)}
            </div>
          ))}
        </div>
      )}
      {options !== null && options.length === 0 && <p>Nothing matches “{text}”.</p>}
      {options !== null && options.length > 0 && remark?.(options)}
      {failed && <p>Tincture did not answer. Press Enter to look again.</p>}
      {waits && looking && <p>Looking for “{text}”…</p>}
    </div>
  )
}
