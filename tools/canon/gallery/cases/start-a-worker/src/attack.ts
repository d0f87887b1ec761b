import { Worker } from 'node:worker_threads'

export const through: boolean = await new Promise<boolean>((resolve) => {
  const worker = new Worker(new URL('data:text/javascript,process.exit(0)'))
  worker.on('error', () => resolve(false))
  worker.on('exit', () => resolve(true))
}).catch(() => false)
