/** A field line: a lower-case name, and a value of code units 0 to 255 without CR, LF, NUL and surrounding white space. */
export interface HttpField {
  name: string
  value: string
}

export interface HttpRequestHead {
  method: string
  scheme: string
  authority: string
  path: string
  fields: HttpField[]
}

export interface HttpInformational {
  /** 100 to 199. */
  status: number
  fields: HttpField[]
}

export interface HttpResponseHead {
  informational: HttpInformational[]
  /** 200 to 599. */
  status: number
  fields: HttpField[]
}

export interface HttpRequest {
  head: HttpRequestHead
  content: Uint8Array
  trailers: HttpField[]
}

export interface HttpResponse {
  head: HttpResponseHead
  content: Uint8Array
  trailers: HttpField[]
}

export type HttpFraming = 'known' | 'indeterminate'

/** A message of which the content is still to come. */
export interface HttpRequestStream {
  head: HttpRequestHead
  content: AsyncIterable<Uint8Array>
  /** Resolves when the content has ended. Errors: BAD_HTTP, TOO_LARGE. */
  trailers(): Promise<HttpField[]>
}

export interface HttpResponseStream {
  head: HttpResponseHead
  content: AsyncIterable<Uint8Array>
  /** Resolves when the content has ended. Errors: BAD_HTTP, TOO_LARGE. */
  trailers(): Promise<HttpField[]>
}
