import { describe, expect, it } from 'vitest'
import { currentPlace } from './navigation.ts'

const places = [
  { href: '/', label: 'Today' },
  { href: '/orders', label: 'Orders' },
  { href: '/orders/new', label: 'Raise' },
]

describe('currentPlace', () => {
  it('is the longest that begins the path', () => {
    expect(currentPlace(places, '/')?.label).toBe('Today')
    expect(currentPlace(places, '/orders')?.label).toBe('Orders')
    expect(currentPlace(places, '/orders/RZZ-PH-26-004182-6/receive')?.label).toBe('Orders')
    expect(currentPlace(places, '/orders/new')?.label).toBe('Raise')
  })
  it('is none where no place begins it', () => {
    expect(currentPlace(places, '/ordersheet')).toBeUndefined()
    expect(currentPlace(places, '/settings')).toBeUndefined()
  })
})
