export function one(): number {
  // UNI-001
  return 1
}
