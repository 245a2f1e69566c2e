import { Children, type ReactNode } from 'react'

/** Numbers of orders and goods received notes as they stand in running text. */
const NUMBER = /([A-Z0-9]{3,6}-(?:PH|GRN)-\d\d-\d{6}-\d)/

/**
 * Running text in which the numbers of orders and goods received notes stay whole: browsers break lines after a hyphen,
 * and half a number on a phone is no number. What is not text is handed back as it is.
 */
export function wholeNumbers(content: ReactNode): ReactNode {
  if (Array.isArray(content)) return Children.map(content, wholeNumbers)
  if (typeof content !== 'string' || !NUMBER.test(content)) return content
  return Children.map(content.split(NUMBER), (part) =>
    NUMBER.test(part) ? <span className="app-nowrap">{part}</span> : part,
  )
}
