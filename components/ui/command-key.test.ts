import { describe, expect, it } from 'vitest'
import { commandKey } from './command-key.ts'

function counter(): () => string {
  let n = 0
  return () => `key ${++n}`
}

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
}

describe('commandKey', () => {
  it('stays the same until the act is done', () => {
    const key = commandKey('approve 1', memory(), counter())
    expect(key.take()).toBe('key 1')
    expect(key.take()).toBe('key 1')
    key.settle('not done')
    expect(key.take()).toBe('key 1')
    key.settle('done')
    expect(key.take()).toBe('key 2')
  })

  it('is another one when the server says that it belongs to another body', () => {
    const key = commandKey('approve 1', memory(), counter())
    key.take()
    key.settle('key is spent')
    expect(key.take()).toBe('key 2')
  })

  it('outlives a reload while unanswered, and only then', () => {
    const store = memory()
    const fresh = counter()
    commandKey('approve 1', store, fresh).take()
    const reloaded = commandKey('approve 1', store, fresh)
    expect(reloaded.take()).toBe('key 1')
    reloaded.settle('done')
    expect(store.kept.size).toBe(0)
    expect(commandKey('approve 1', store, fresh).take()).toBe('key 2')
  })

  it('is not shared between acts', () => {
    const store = memory()
    const fresh = counter()
    expect(commandKey('approve 1', store, fresh).take()).not.toBe(commandKey('approve 2', store, fresh).take())
  })

  it('works without a store and with one that refuses', () => {
    const refusing = {
      getItem: () => {
        throw new Error('denied')
      },
      setItem: () => {
        throw new Error('denied')
      },
      removeItem: () => {
        throw new Error('denied')
      },
    }
    for (const store of [null, refusing]) {
      const key = commandKey('approve 1', store, counter())
      expect(key.take()).toBe('key 1')
      key.settle('done')
      expect(key.take()).toBe('key 2')
    }
  })
})
