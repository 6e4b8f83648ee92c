// Counts of what passed, failed and was skipped, and the one line that says them.

/** The line that every runner here ends with, and that others read back. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** The last summary line in a runner's output as counts, or undefined when there is none. */
export function readSummary(text) {
  const found = [...text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1)
  return found && { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) }
}

/** Adds counts together. */
export function total(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const counts of all) for (const key of Object.keys(sum)) sum[key] += counts[key]
  return sum
}

/** A run is good only when something passed and nothing failed. */
export function isGreen({ passed, failed }) {
  return passed > 0 && failed === 0
}
