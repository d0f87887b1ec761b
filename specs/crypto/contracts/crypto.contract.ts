import { contract } from '@canon/contract'
import type * as Crypto from '#surface/crypto'
import { argumentTypeLaws } from './crypto/argument-types.laws.ts'
import { bindingLaws } from './crypto/bindings.laws.ts'
import { canonicalReadingLaws } from './crypto/canonical-reading.laws.ts'
import { canonicalWritingLaws } from './crypto/canonical-writing.laws.ts'
import { configurationLaws } from './crypto/configurations.laws.ts'
import { digestLaws } from './crypto/digests.laws.ts'
import { ehbpLaws } from './crypto/ehbp.laws.ts'
import { ehbpRefusalLaws } from './crypto/ehbp-refusals.laws.ts'
import { envelopeLaws } from './crypto/envelopes.laws.ts'
import { exchangeChunkLaws } from './crypto/exchange-chunks.laws.ts'
import { exchangeRefusalLaws } from './crypto/exchange-refusals.laws.ts'
import { exchangeStreamLaws } from './crypto/exchange-streams.laws.ts'
import { exchangeLaws } from './crypto/exchange-whole.laws.ts'
import { failureLaws } from './crypto/failures.laws.ts'
import { hpkeContextLaws } from './crypto/hpke-contexts.laws.ts'
import { hpkeKeyLaws } from './crypto/hpke-keys.laws.ts'
import { hpkeOrderLaws } from './crypto/hpke-order.laws.ts'
import { hpkePeerLaws } from './crypto/hpke-peers.laws.ts'
import { hpkeSetupLaws } from './crypto/hpke-setup.laws.ts'
import { httpMessageLaws } from './crypto/http-messages.laws.ts'
import { httpStreamLaws } from './crypto/http-streams.laws.ts'
import { mlKemLaws } from './crypto/ml-kem.laws.ts'
import { nearLaws } from './crypto/near.laws.ts'
import { nearFieldLaws } from './crypto/near-fields.laws.ts'
import { nearKeyLaws } from './crypto/near-keys.laws.ts'
import { operationTypeLaws } from './crypto/operation-types.laws.ts'
import { primitiveLaws } from './crypto/primitives.laws.ts'
import { propertyLaws } from './crypto/properties.laws.ts'
import { receiptLaws } from './crypto/receipts.laws.ts'
import { signatureLaws } from './crypto/signatures.laws.ts'
import { trafficLaws } from './crypto/traffic.laws.ts'
import { weightsAuditLaws } from './crypto/weights-audit.laws.ts'
import { weightsKeyLaws } from './crypto/weights-keys.laws.ts'
import { weightsManifestLaws } from './crypto/weights-manifests.laws.ts'
import { weightsOpeningLaws } from './crypto/weights-opening.laws.ts'
import { weightsPossessionLaws } from './crypto/weights-possession.laws.ts'
import { weightsReadingLaws } from './crypto/weights-reading.laws.ts'
import { weightsSealingLaws } from './crypto/weights-sealing.laws.ts'
import { xWingLaws } from './crypto/x-wing.laws.ts'
import { x25519Laws } from './crypto/x25519.laws.ts'

export default contract<typeof Crypto>('crypto', (context) => {
  canonicalWritingLaws(context)
  canonicalReadingLaws(context)
  digestLaws(context)
  signatureLaws(context)
  envelopeLaws(context)
  failureLaws(context)
  argumentTypeLaws(context)
  operationTypeLaws(context)
  propertyLaws(context)
  primitiveLaws(context)
  x25519Laws(context)
  mlKemLaws(context)
  xWingLaws(context)
  hpkeKeyLaws(context)
  hpkeSetupLaws(context)
  hpkeOrderLaws(context)
  hpkeContextLaws(context)
  hpkePeerLaws(context)
  httpMessageLaws(context)
  httpStreamLaws(context)
  configurationLaws(context)
  exchangeLaws(context)
  exchangeRefusalLaws(context)
  exchangeStreamLaws(context)
  exchangeChunkLaws(context)
  receiptLaws(context)
  bindingLaws(context)
  trafficLaws(context)
  weightsManifestLaws(context)
  weightsKeyLaws(context)
  weightsSealingLaws(context)
  weightsOpeningLaws(context)
  weightsReadingLaws(context)
  weightsAuditLaws(context)
  weightsPossessionLaws(context)
  nearLaws(context)
  nearKeyLaws(context)
  nearFieldLaws(context)
  ehbpLaws(context)
  ehbpRefusalLaws(context)
})
