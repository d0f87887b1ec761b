export { decodeHttpRequestStream, decodeHttpResponseStream } from './decode-stream.ts'
export { decodeHttpRequest, decodeHttpResponse } from './decode.ts'
export { encodeHttpRequestStream, encodeHttpResponseStream } from './encode-stream.ts'
export { encodeHttpRequest, encodeHttpResponse } from './encode.ts'
export type {
  HttpField,
  HttpFraming,
  HttpInformational,
  HttpRequest,
  HttpRequestHead,
  HttpRequestStream,
  HttpResponse,
  HttpResponseHead,
  HttpResponseStream,
} from './types.ts'
