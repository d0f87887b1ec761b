import { ProviderError, refuses, refusesType } from '@canon/contract'
import { describe, expect, test } from 'vitest'

const fails = (message: string, more: { code?: string; classes?: readonly string[] }) =>
  Promise.reject(new ProviderError({ name: 'E', message, classes: [], ...more } as never))

describe('a refusal says why', () => {
  test('an error with the code and a message is one', async () => {
    await expect(refuses(fails('too long', { code: 'TOO_LARGE' }), 'TOO_LARGE')).resolves.toBeUndefined()
    await expect(refusesType(fails('not bytes', { classes: ['TypeError'] }))).resolves.toBeUndefined()
  })

  test('one whose message is empty or blank is not', async () => {
    await expect(refuses(fails('', { code: 'TOO_LARGE' }), 'TOO_LARGE')).rejects.toThrow('a message that says what was wrong')
    await expect(refusesType(fails('  ', { classes: ['TypeError'] }))).rejects.toThrow('a message that says what was wrong')
  })

  test('one that names the parameter as a word of its own is asked for', async () => {
    const told = (message: string) => refusesType(fails(message, { classes: ['TypeError'] }), 'size')
    await expect(told('size must be a number')).resolves.toBeUndefined()
    for (const message of ['oldSize must be a number', 'A number, please.', 'resize'])
      await expect(told(message)).rejects.toThrow('a TypeError whose message names size')
  })
})
