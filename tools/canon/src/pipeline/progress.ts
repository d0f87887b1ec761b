const WIDTH = 24

export interface Progress {
  readonly what: string
  readonly done: number
  readonly all: number
}

/** One line that is written over on a terminal; elsewhere a line for every tenth part. */
export function progressOn(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  name: string,
  onLine: (line: string) => void,
): { readonly show: (progress: Progress) => void; readonly end: () => void } {
  if (stream.isTTY !== true) return { show: byTenths(name, onLine), end: () => {} }
  return {
    show: ({ what, done, all }) => {
      const filled = Math.round((done / Math.max(1, all)) * WIDTH)
      stream.write(`\r\x1b[2K${name} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${what} ${done}/${all}`)
    },
    end: () => stream.write('\r\x1b[2K'),
  }
}

function byTenths(name: string, onLine: (line: string) => void): (progress: Progress) => void {
  let last = ''
  return ({ what, done, all }) => {
    const tenth = `${what} ${Math.floor((done * 10) / Math.max(1, all))}`
    if (tenth === last) return
    last = tenth
    onLine(`${name}: ${what} ${done} of ${all}`)
  }
}
