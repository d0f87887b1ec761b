// The parameters of the document.

export const hashBytes = 32
export const seedBytes = 32
export const entryBytesMax = 1048576
export const sizeMax = 9007199254740991
export const proofHashesMax = 64
export const nameBytesMax = 255
export const noteBytesMax = 1000000
export const signaturesMax = 100
export const timestampMax = 9007199254740991
export const policyCharsMax = 65536
export const tileWidth = 256
export const tileLevelMax = 63
export const bundleEntryBytesMax = 65535
export const tlogProofBytesMax = 2097152

// Lengths that the formats fix.

export const keyIdBytes = 4
export const publicKeyBytes = 32
export const signatureBytes = 64
export const timestampBytes = 8
export const cosignatureBytes = timestampBytes + signatureBytes
