/** Text from a document or a package, made harmless for a terminal: control and bidi characters become escapes. */
export function safe(text: string): string {
  return text.replaceAll(HARMFUL, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

const HARMFUL = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu
