import { list, number, record, text } from '../check/values.ts'
import type { HttpField, HttpInformational, HttpRequestHead, HttpResponseHead } from './types.ts'

// Heads as arguments: each member read once, and copied.

export function readFields(value: unknown, what: string): HttpField[] {
  return list(value, what, (element, name) => {
    const field = record(element, name)
    return { name: text(field['name'], 'the name of a field'), value: text(field['value'], 'the value of a field') }
  })
}

export function readRequestHead(value: unknown): HttpRequestHead {
  const head = record(value, 'head')
  return {
    method: text(head['method'], 'method'),
    scheme: text(head['scheme'], 'scheme'),
    authority: text(head['authority'], 'authority'),
    path: text(head['path'], 'path'),
    fields: readFields(head['fields'], 'fields'),
  }
}

export function readResponseHead(value: unknown): HttpResponseHead {
  const head = record(value, 'head')
  return {
    informational: list(head['informational'], 'informational', readInformational),
    status: number(head['status'], 'status'),
    fields: readFields(head['fields'], 'fields'),
  }
}

function readInformational(value: unknown): HttpInformational {
  const response = record(value, 'an informational response')
  return { status: number(response['status'], 'status'), fields: readFields(response['fields'], 'fields') }
}
