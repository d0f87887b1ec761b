import type { IsolationProbe } from '../../model/isolation.ts'

/** Memory for the package's data, and for its JavaScript heap. */
export const DATA_BYTES_MAX = 1536 * 1024 * 1024
export const HEAP_MEGABYTES_MAX = 256
/** Resident memory at which the gate ends the child; array buffers are outside the heap's limit. */
export const RESIDENT_BYTES_MAX = 700 * 1024 * 1024

/** The argument vector that runs `script` inside `stage` as isolated as the probe found possible. */
export function isolatedCommand(
  mechanism: IsolationProbe['mechanism'],
  node: string,
  stage: string,
  script: string,
): readonly string[] {
  if (mechanism === 'bubblewrap')
    return [...limits, ...bubblewrap(node, stage), NODE_INSIDE, ...nodeFlags('/stage'), `/stage/${script}`]
  const direct = [...limits, node, ...nodeFlags(stage), `${stage}/${script}`]
  if (mechanism === 'unshare') return [...UNSHARE, ...direct]
  return direct
}

const NODE_INSIDE = '/node/bin'
const limits = ['prlimit', `--data=${DATA_BYTES_MAX}`, '--core=0', '--']
const UNSHARE = [
  'unshare',
  '--user',
  '--map-root-user',
  '--net',
  '--pid',
  '--ipc',
  '--uts',
  '--mount',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--',
]

/** Each flag closes something that the permission model leaves open, or bounds what the process takes of the machine. */
function nodeFlags(stage: string): string[] {
  return [
    '--permission',
    `--allow-fs-read=${stage}/*`,
    '--no-addons',
    '--no-experimental-sqlite',
    '--no-experimental-websocket',
    '--disallow-code-generation-from-strings',
    '--disable-proto=throw',
    '--stack-trace-limit=0',
    '--no-warnings',
    // Its heap is small, and threads that wait for a core hold up every call.
    '--no-parallel-scavenge',
    `--max-old-space-size=${HEAP_MEGABYTES_MAX}`,
  ]
}

/** Nothing of the machine but the runtime, its libraries and the stage, all read-only. */
function bubblewrap(node: string, stage: string): string[] {
  return [
    'bwrap',
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--cap-drop',
    'ALL',
    '--ro-bind-try',
    '/lib',
    '/lib',
    '--ro-bind-try',
    '/lib64',
    '/lib64',
    '--ro-bind-try',
    '/usr/lib',
    '/usr/lib',
    '--ro-bind-try',
    '/usr/lib64',
    '/usr/lib64',
    '--ro-bind',
    node,
    NODE_INSIDE,
    '--ro-bind',
    stage,
    '/stage',
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--chdir',
    '/stage',
    '--',
  ]
}
