/** A run that did not end in time. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut'
}

/** The promise's end, or TimedOut after `timeoutMs`. */
export async function limited<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`did not end within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
