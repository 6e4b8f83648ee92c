// Long texts that cross again and again are made once; nothing that can be seen depends on it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import lua from '../index.mjs'

const open = (options = {}): any => new lua.init({}, { libraries: 'all', ...options })

/** A long text of its own for each number. */
const textOf = (number: number, length = 100): string => `${number}:`.padEnd(length, 'x')

/** A function that gives the text of a number, from a list that Lua keeps. */
const listIn = (vm: any, texts: string[]): ((number: number) => string) => {
  vm.set_global('texts', texts)
  return vm.execute_script('local texts = texts return function(i) return texts[i + 1] end')
}

describe('long texts that cross again', () => {
  it('are what they are, in any order and number', () => {
    const vm = open()
    const texts = Array.from({ length: 200 }, (_, i) => textOf(i))
    const get = listIn(vm, texts)
    const turns = fc.array(fc.oneof(fc.nat(4), fc.nat(60), fc.nat(199)), { maxLength: 400 })
    fc.assert(fc.property(turns, (turns) => void expect(turns.map((i) => get(i))).toEqual(turns.map((i) => texts[i]))), { numRuns: 60 })
  })

  it('are what they are when others have taken their places', () => {
    const texts = Array.from({ length: 150 }, (_, i) => textOf(i))
    const get = listIn(open(), texts)
    for (let turn = 0; turn < 3; turn++) {
      for (const [i, text] of texts.entries()) expect([get(i), get(i), get(i)]).toEqual([text, text, text])
    }
  })

  it.each([40, 41, 1000, 4096, 4097, 100_000])('may have %i bytes', (length) => {
    const get = listIn(open(), [textOf(1, length), textOf(2, length)])
    for (let i = 0; i < 10; i++) expect(get(i % 2)).toBe(textOf(1 + (i % 2), length))
  })

  it.each([['Latin-1', 'é'], ['UTF-16', '漢'], ['surrogates', '😀']])('may be %s', (_, character) => {
    const text = character.repeat(50)
    const get = listIn(open(), [text])
    for (let i = 0; i < 5; i++) expect(get(0)).toBe(text)
  })

  it('are bytes where bytes are wanted, each time others', () => {
    const get: any = listIn(open({ binaryStrings: true }), [textOf(1)])
    const all = Array.from({ length: 5 }, () => get(0))
    for (const bytes of all) expect(Buffer.from(bytes).toString()).toBe(textOf(1))
    all[0].fill(0)
    expect(Buffer.from(get(0)).toString()).toBe(textOf(1))
  })

  it('are found in tables, arguments and errors too', () => {
    const seen: unknown[] = []
    const vm = open()
    vm.set_global('see', (...values: unknown[]) => void seen.push(...values))
    vm.execute_script('long = string.rep("y", 50) give = function() see(long, {long}) return {a = long, long, {b = long}} end fail = function() error(long, 0) end')
    const long = 'y'.repeat(50)
    const expected = vm.call('give')
    for (let i = 0; i < 5; i++) {
      expect(vm.call('give')).toEqual(expected)
      expect(vm.get_global('long')).toBe(long)
      expect(() => vm.call('fail')).toThrow(long)
    }
    expect(new Set(seen.map((value) => JSON.stringify(value)))).toEqual(new Set([JSON.stringify(long), JSON.stringify([long])]))
  })

  it('are not confused with others that are made where they were', () => {
    const vm = open()
    const make = vm.execute_script('return function(i) long = (i .. ":") .. string.rep("x", 100) return long end')
    const again = vm.execute_script('return function() return long end')
    for (let round = 0; round < 300; round++) {
      const text = make(round)
      expect([again(), again(), again()]).toEqual([text, text, text])
      expect(text.startsWith(`${round}:`)).toBe(true)
      vm.set_global('long', null)
      vm.gc('collect')
    }
  })

  it('are not confused between contexts, also where one has gone', () => {
    for (let round = 0; round < 20; round++) {
      const contexts = Array.from({ length: 10 }, () => open())
      const getters = contexts.map((vm, i) => listIn(vm, [textOf(round * 100 + i), textOf(round * 100 + i + 50)]))
      for (let turn = 0; turn < 8; turn++) {
        for (const [i, get] of getters.entries()) {
          expect([get(0), get(1)]).toEqual([textOf(round * 100 + i), textOf(round * 100 + i + 50)])
        }
      }
      for (const vm of contexts) round % 2 === 0 ? vm.dispose() : vm.reset()
    }
  })

  it('are keys of tables as before', () => {
    const vm = open()
    vm.execute_script('long = string.rep("k", 60) other = string.rep("k", 60) late = string.rep("l", 60) t = {[long] = 1}')
    for (let i = 0; i < 5; i++) expect([vm.get_global('long'), vm.get_global('other'), vm.get_global('late')]).toEqual(['k'.repeat(60), 'k'.repeat(60), 'l'.repeat(60)])
    expect(vm.execute_script('t[late] = 2 return t[long], t[other], t[late], t[string.rep("l", 60)], long == other')).toEqual([1, 1, 2, 2, true])
    expect(vm.get_global('late')).toBe('l'.repeat(60))
  })

  it('do not pass what a program has made of arrays', () => {
    const written: unknown[] = []
    Object.defineProperty(Array.prototype, 7, { configurable: true, get: () => 'wrong', set: (value) => void written.push(value) })
    try {
      const texts = Array.from({ length: 30 }, (_, i) => textOf(i + 7000))
      const vm = open()
      for (const [i, text] of texts.entries()) vm.set_global(`text${i}`, text)
      for (let turn = 0; turn < 4; turn++) for (const [i, text] of texts.entries()) expect(vm.get_global(`text${i}`)).toBe(text)
    } finally {
      delete (Array.prototype as any)[7]
    }
    expect(written).toEqual([])
  })
})
