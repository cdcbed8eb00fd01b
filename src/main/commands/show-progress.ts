/** Progress of a long command on a terminal's last line; silent where the output is read by a program. */
export function showProgress(): {
  show(what: string, done: number, total: number | null): void
  end(): void
} {
  const { stderr } = process
  if (!stderr.isTTY) return { show: () => undefined, end: () => undefined }
  let last = 0
  return {
    show(what, done, total) {
      if (performance.now() - last < 100) return
      last = performance.now()
      const of = total === null ? '' : ` of ${total.toLocaleString('en-GB')}`
      stderr.write(`\r\u001b[K${what} ${done.toLocaleString('en-GB')}${of}`)
    },
    end: () => void stderr.write('\r\u001b[K'),
  }
}
