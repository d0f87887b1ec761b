import { describe, expect, it } from 'vitest'
import { compare, intervalOf, judge, medianOf } from '../../bench/measure.ts'

describe('a measurement', () => {
  it('takes the middle', () => {
    expect(medianOf([3, 1, 2])).toBe(2)
    expect(medianOf([4, 1, 3, 2])).toBe(2.5)
  })

  it('leaves out only the ranks that 95 % confidence allows', () => {
    expect(intervalOf([1, 2, 3, 4, 5])).toEqual([1, 5])
    expect(intervalOf([9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual([2, 8])
    expect(intervalOf(Array.from({ length: 15 }, (_, at) => at))).toEqual([3, 11])
  })

  it('is beyond only with its whole interval, within only with its whole interval, and inconclusive between', () => {
    const outcome = (bound: number, direction: 'atMost' | 'atLeast') => {
      const { ok, outcome: found } = judge({ id: 'x', against: 'y', bound, direction }, [2, 3, 4, 3, 2, 4])
      return [found, ok]
    }
    expect(outcome(4, 'atMost')).toEqual(['within', true])
    expect(outcome(3, 'atMost')).toEqual(['inconclusive', true])
    expect(outcome(1.9, 'atMost')).toEqual(['beyond', false])
    expect(outcome(2, 'atLeast')).toEqual(['within', true])
    expect(outcome(3, 'atLeast')).toEqual(['inconclusive', true])
    expect(outcome(4.1, 'atLeast')).toEqual(['beyond', false])
  })

  it('has every member of a line, and no verdict where there is no bound', () => {
    expect(judge({ id: 'x', against: 'y', bound: null }, [1, 1, 2, 2, 3, 3])).toEqual({
      id: 'x',
      ratio: 2,
      interval: [1, 3],
      bound: null,
      against: 'y',
      ok: true,
      outcome: null,
      direction: 'atMost',
    })
  })

  it('refuses too few rounds and what is no ratio', () => {
    expect(() => judge({ id: 'x', against: 'y', bound: 1 }, [1, 1, 1, 1, 1])).toThrow(RangeError)
    expect(() => judge({ id: 'x', against: 'y', bound: 1 }, [1, 1, 1, 1, 1, Number.NaN])).toThrow(RangeError)
  })

  it('compares a slow subject with a quick peer', async () => {
    const wait = (ms: number) => () => new Promise((done) => setTimeout(done, ms))
    const parts = { id: 'x', against: 'y', rounds: 6, subject: wait(40), peer: wait(10) }
    const beyond = await compare({ ...parts, bound: 1.2 })
    expect(beyond.ratio).toBeGreaterThan(2)
    expect(beyond.ok).toBe(false)
    expect((await compare({ ...parts, bound: 50 })).ok).toBe(true)
  })
})
