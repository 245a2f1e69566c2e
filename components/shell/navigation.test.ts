import { describe, expect, it } from 'vitest'
import { currentPlace } from './navigation.ts'

const places = [
  { href: '/', label: 'Today' },
  { href: '/approvals', label: 'Approvals' },
  { href: '/deliveries', label: 'Deliveries' },
  { href: '/orders', label: 'Orders' },
  { href: '/orders/new', label: 'Raise' },
]

describe('currentPlace', () => {
  it('is the longest that begins the path', () => {
    expect(currentPlace(places, '/')?.label).toBe('Today')
    expect(currentPlace(places, '/orders')?.label).toBe('Orders')
    expect(currentPlace(places, '/orders/RZZ-PH-26-004182-6/send')?.label).toBe('Orders')
    expect(currentPlace(places, '/orders/new')?.label).toBe('Raise')
  })
  it('is the place whose work a step of an order is, where one may open it', () => {
    const order = '/orders/RZZ-PH-26-004182-6'
    expect(currentPlace(places, `${order}/approve`)?.label).toBe('Approvals')
    expect(currentPlace(places, `${order}/receive`)?.label).toBe('Deliveries')
    const few = places.filter((place) => place.label === 'Orders')
    expect(currentPlace(few, `${order}/approve`)?.label).toBe('Orders')
  })
  it('is none where no place begins it', () => {
    expect(currentPlace(places, '/ordersheet')).toBeUndefined()
    expect(currentPlace(places, '/settings')).toBeUndefined()
  })
})
