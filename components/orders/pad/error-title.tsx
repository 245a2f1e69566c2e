'use client'

import { useEffect } from 'react'

const PREFIX = 'Error: '

/** Puts "Error:" before the page's title for as long as it is drawn. */
export function ErrorTitle() {
  useEffect(() => {
    if (!document.title.startsWith(PREFIX)) document.title = PREFIX + document.title
    return () => {
      document.title = document.title.replace(PREFIX, '')
    }
  }, [])
  return null
}
