import { canonScript, node } from './command.ts'

// `npm start`: the exit code is the gate's.
const { status } = await node([canonScript, 'tour', ...process.argv.slice(2)], { show: true })
process.exitCode = status
