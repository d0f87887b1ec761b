import type { ContractContext } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { aeads } from '../../oracle/exchange.ts'
import { offerOf, type Party } from '../../oracle/exchanges.ts'

type Provider = ContractContext<typeof Crypto>['provider']

/** The package's two ends of exchanges with this party's key. */
export async function gatewayOf(provider: Provider, { kem, keyId, secret }: Party, offered = aeads) {
  const key = await provider.createRecipientKey(kem, secret)
  return { key, gateway: await provider.createExchangeGateway(key, keyId, offered) }
}

export async function clientOf(provider: Provider, who: Party, offered = aeads) {
  const { configuration, digest } = offerOf(who, offered)
  return provider.createExchangeClient(configuration, digest)
}
