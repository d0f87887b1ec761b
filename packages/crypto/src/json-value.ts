/** A value of RFC 8259. An object is a plain one: its prototype is `Object.prototype` or null. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }
