import { Socket } from 'node:net'
import { types } from 'node:util'
import { SECRET_BYTES } from '../wire/limits.ts'
import { connect } from './connection.ts'

/** The child's first module: speaks with the gate over descriptor 3. */
const exit = process.exit.bind(process)
const socket = new Socket({ fd: 3, readable: true, writable: true })
const defer = setImmediate
const { isProxy } = types

socket.on('end', () => exit(0))
socket.on('error', () => exit(0))
socket.on('data', connect({ write: (bytes) => socket.write(bytes), defer, isProxy, secretBytes: SECRET_BYTES }))
