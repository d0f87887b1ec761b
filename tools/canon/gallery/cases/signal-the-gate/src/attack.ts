let seen = 0
for (let pid = 200; pid < 100_000; pid++) {
  try {
    process.kill(pid, 0)
    seen++
  } catch {
    // Nobody there.
  }
}
export const through: boolean = seen > 0
