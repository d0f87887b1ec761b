import { describe, expect, it } from 'vitest'
import { compare, intervalOf, medianOf } from '../../bench/measure.ts'

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

  it('compares a slow subject with a quick peer, and is red only wholly beyond the bound', async () => {
    const wait = (ms: number) => () => new Promise((done) => setTimeout(done, ms))
    const parts = { id: 'x', against: 'y', rounds: 3, subject: wait(40), peer: wait(10) }
    const beyond = await compare({ ...parts, bound: 1.2 })
    expect(beyond.ratio).toBeGreaterThan(2)
    expect(beyond.ok).toBe(false)
    expect((await compare({ ...parts, bound: 50 })).ok).toBe(true)
  })
})
