export { bindRequest, checkBinding, readBinding } from './binding.ts'
export type { RequestBinding } from './binding.ts'
export { createExchangeClient } from './client.ts'
export { decodeKeyConfiguration, encodeKeyConfiguration } from './configuration.ts'
export { decodeKeyConfigurations, encodeKeyConfigurations, keyConfigurationDigest } from './configurations.ts'
export { createExchangeGateway } from './gateway.ts'
export { padEvent, padEvents, paddedRequestLength } from './padding.ts'
export { signReceipt, verifyReceipt } from './receipt.ts'
export type { ExchangeReceipt } from './receipt.ts'
export { createReplayWindow } from './replay.ts'
export type { ReplayWindow } from './replay.ts'
export type {
  ClientExchange,
  ClientStreamExchange,
  ExchangeClient,
  ExchangeGateway,
  GatewayExchange,
  GatewayStreamExchange,
  KeyConfiguration,
  Transcripts,
} from './types.ts'
